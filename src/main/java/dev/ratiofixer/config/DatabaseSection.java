package dev.ratiofixer.config;

import java.nio.file.Path;

/**
 * Section {@code database}.
 *
 * @param url {@code embedded}, or a PostgreSQL address without a password; {@code sslmode} and {@code sslrootcert} are
 *     parameters of it
 * @param directory where the embedded database keeps its data
 * @param connections how many transactions may run at once
 * @param maxWaiting how many more may wait for a connection
 */
public record DatabaseSection(String url, Path directory, int connections, int maxWaiting) {
    /** The address that means a PostgreSQL of the engine's own. */
    public static final String EMBEDDED = "embedded";
}

package dev.ratiofixer.store;

import java.nio.file.Path;

/**
 * The {@code database} section of the configuration.
 *
 * @param url {@code embedded}, or a {@link DatabaseUrl}
 * @param directory where the embedded server keeps its data; unused with another
 * @param connections how many transactions may run at once
 * @param maxWaiting how many more may wait for a connection before they fail at once
 * @param durable whether a commit of the embedded server survives a power cut; {@code false} is for data that is thrown
 *     away, and starts and stops faster
 */
public record DatabaseSettings(String url, Path directory, int connections, int maxWaiting, boolean durable) {
    /** The {@code url} of the server that the engine starts itself. */
    public static final String EMBEDDED = "embedded";

    /** @throws IllegalArgumentException if {@code connections} or {@code maxWaiting} is not positive */
    public DatabaseSettings {
        if (connections < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException("database.connections and database.max_waiting must be at least 1");
        }
    }

    /** With sizes that suit one engine. */
    public static DatabaseSettings of(String url, Path directory) {
        return new DatabaseSettings(url, directory, 12, 5_000, true);
    }

    /** The same for data that is thrown away. */
    public DatabaseSettings notDurable() {
        return new DatabaseSettings(url, directory, connections, maxWaiting, false);
    }

    public boolean isEmbedded() {
        return url.equals(EMBEDDED);
    }

    /** Never shows the password in the address. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + (isEmbedded() ? EMBEDDED + " in " + directory : "external") + "]";
    }
}

package dev.ratiofixer.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.settings.SettingsCheck;
import java.nio.file.Path;

/**
 * Section {@code database}.
 *
 * @param url {@value #EMBEDDED}, or a {@link DatabaseUrl}; in the file it holds no password
 * @param directory where the embedded server keeps its data; unused with another
 * @param connections how many transactions may run at once
 * @param maxWaiting how many more may wait for a connection before they fail at once
 * @param durable whether a commit of the embedded server survives a power cut; no key of the file: {@code false} is for
 *     data that is thrown away, and starts and stops faster
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

    @JsonCreator
    static DatabaseSettings of(
            @JsonProperty("url") String url,
            @JsonProperty("directory") Path directory,
            @JsonProperty("connections") int connections,
            @JsonProperty("max_waiting") int maxWaiting) {
        return new DatabaseSettings(url, directory, connections, maxWaiting, true);
    }

    /** With sizes that suit one engine. */
    public static DatabaseSettings of(String url, Path directory) {
        return of(url, directory, 12, 5_000);
    }

    /** Reports what is wrong with it, without showing the address. */
    public void check(SettingsCheck check) {
        if (isEmbedded()) {
            return;
        }
        try {
            if (!DatabaseUrl.parse(url).password().isEmpty()) {
                check.problem("url", "***", "must hold no password; put the whole address into DATABASE_URL");
            }
        } catch (IllegalArgumentException fault) {
            check.problem("url", "***", String.valueOf(fault.getMessage()));
        }
    }

    /** The same database server elsewhere: {@code DATABASE_URL} goes before {@code database.url}. */
    public DatabaseSettings withUrl(String other) {
        return new DatabaseSettings(other, directory, connections, maxWaiting, durable);
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

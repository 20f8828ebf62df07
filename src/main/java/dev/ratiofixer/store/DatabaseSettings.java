package dev.ratiofixer.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.settings.SettingsCheck;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code database}.
 *
 * @param url {@value #EMBEDDED}, or a {@link DatabaseUrl}; in the file it holds no password
 * @param directory where the embedded server keeps its data; unused with another
 * @param connections how many transactions may run at once
 * @param maxWaiting how many more may wait for a connection before they fail at once
 * @param pooler what stands between the engine and the server
 * @param schema where the engine's tables are, {@code null} for the first of the user's {@code search_path}
 * @param directUrl the server's own address for what a pooler cannot carry, {@code null} for {@code url}; no key of the
 *     file, as it holds a password
 * @param durable whether a commit of the embedded server survives a power cut; no key of the file: {@code false} is for
 *     data that is thrown away, and starts and stops faster
 */
public record DatabaseSettings(
        String url,
        Path directory,
        int connections,
        int maxWaiting,
        Pooler pooler,
        @Nullable String schema,
        @Nullable String directUrl,
        boolean durable) {
    /** The {@code url} of the server that the engine starts itself. */
    public static final String EMBEDDED = "embedded";

    /** A program between the engine and the server that lends the server's connections to several clients. */
    public enum Pooler {
        /** None, or one that passes everything on, start-up parameters included. */
        @JsonProperty("none")
        NONE,
        /** A client keeps its connection of the server; start-up parameters are refused or dropped. */
        @JsonProperty("session")
        SESSION,
        /** A client has a connection of the server for one transaction: nothing that outlives it can be set. */
        @JsonProperty("transaction")
        TRANSACTION
    }

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
            @JsonProperty("max_waiting") int maxWaiting,
            @JsonProperty("pooler") Pooler pooler,
            @JsonProperty("schema") @Nullable String schema) {
        return new DatabaseSettings(url, directory, connections, maxWaiting, pooler, schema, null, true);
    }

    /** Of a server without a pooler, in the user's own schema. */
    public DatabaseSettings(String url, Path directory, int connections, int maxWaiting, boolean durable) {
        this(url, directory, connections, maxWaiting, Pooler.NONE, null, null, durable);
    }

    /** With sizes that suit one engine. */
    public static DatabaseSettings of(String url, Path directory) {
        return new DatabaseSettings(url, directory, 12, 5_000, true);
    }

    /** Reports what is wrong with it, without showing the address. */
    public void check(SettingsCheck check) {
        if (schema != null && (schema.startsWith("pg_") || schema.equals("information_schema"))) {
            check.problem("schema", schema, "must be none of PostgreSQL's own");
        }
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

    /** Reports what does not fit the address in use, which may stand in the environment. */
    public void checkInUse(SettingsCheck check) {
        if (isEmbedded() && pooler != Pooler.NONE) {
            check.problem(
                    "pooler", pooler.name().toLowerCase(Locale.ROOT), "must be \"none\" with the embedded PostgreSQL");
        }
        if (pooler == Pooler.TRANSACTION && !isEmbedded() && directUrl == null) {
            check.problem(
                    "pooler",
                    "transaction",
                    "needs DATABASE_DIRECT_URL, as migrations cannot go through it: the address of the server itself, or"
                            + " of a pooler in session mode (with Supabase the same address with port 5432)");
        }
    }

    /**
     * The same database server elsewhere: {@code DATABASE_URL} goes before {@code database.url}.
     *
     * @param direct of the server itself, if another way to it is known
     */
    public DatabaseSettings withUrl(String other, @Nullable String direct) {
        return new DatabaseSettings(other, directory, connections, maxWaiting, pooler, schema, direct, durable);
    }

    /** The same for data that is thrown away. */
    public DatabaseSettings notDurable() {
        return new DatabaseSettings(url, directory, connections, maxWaiting, pooler, schema, directUrl, false);
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

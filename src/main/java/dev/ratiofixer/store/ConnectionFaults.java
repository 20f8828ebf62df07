package dev.ratiofixer.store;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes what a pooler or a hoster refuses, and says how to mend it. Pure.
 *
 * <p>Sources: PgBouncer's {@code src/client.c} and {@code objects.c}; Supavisor's documentation of its errors;
 * PostgreSQL's appendix of error codes.
 */
final class ConnectionFaults {
    /** A prepared statement exists already, or does not: another session's. */
    private static final Set<String> PREPARED = Set.of("42P05", "26000");

    private static final String TRANSACTION_POOLER =
            "a pooler in transaction mode stands before the server: set database.pooler to \"transaction\" and"
                    + " DATABASE_DIRECT_URL to the server's own address, or use the pooler in session mode";

    private static final String SUPABASE_DIRECT = "db\\.[a-z0-9]+\\.supabase\\.(co|red)";

    private ConnectionFaults() {}

    /** Returns {@code "; "} and what to do, or nothing where the failure is none of these. */
    static String remedy(Throwable failure, DatabaseUrl url) {
        return find(failure, url).map(what -> "; " + what).orElse("");
    }

    private static Optional<String> find(Throwable failure, DatabaseUrl url) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Optional<String> found =
                    of(state(at), String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT), url);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String state(Throwable failure) {
        @Nullable
        String state = failure instanceof PgException refused
                ? refused.getSqlState()
                : failure instanceof SQLException jdbc ? jdbc.getSQLState() : null;
        return state == null ? "" : state;
    }

    private static Optional<String> of(String state, String message, DatabaseUrl url) {
        if (PREPARED.contains(state)) {
            return Optional.of(TRANSACTION_POOLER);
        }
        if (message.contains("unsupported startup parameter")) {
            return Optional.of(
                    "a pooler stands before the server and refuses what the engine sets for its connections: set"
                            + " database.pooler to its pool mode, \"session\" or \"transaction\", and keep options out"
                            + " of the address");
        }
        if (message.contains("tenant or user not found")
                || message.contains("tenant/user")
                || message.contains("no tenant identifier")) {
            return Optional.of("the user of a Supabase pooler's address is NAME.PROJECT-REF, such as"
                    + " postgres.abcdefghijklmnopqrst, and its host is the one that the project's Connect page shows");
        }
        if (message.contains("max clients reached")
                || message.contains("max client connections reached")
                || message.contains("max_client_conn")
                || state.equals("53300")) {
            return Optional.of("lower database.connections (the engine takes that many and up to "
                    + Database.CONNECTIONS_BESIDE + " more), end other clients, or raise the limit of the pooler or the"
                    + " server");
        }
        if (message.contains("no such database")) {
            return Optional.of("name that database under [databases] of pgbouncer.ini");
        }
        if (url.host().matches(SUPABASE_DIRECT) && (state.startsWith("08") || message.contains("unknown host"))) {
            return Optional.of(
                    "Supabase's direct address speaks IPv6 only: where this machine does not, use the session"
                            + " pooler's address, port 5432, with the user postgres.PROJECT-REF");
        }
        return Optional.empty();
    }
}

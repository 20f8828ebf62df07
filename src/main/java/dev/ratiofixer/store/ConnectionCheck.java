package dev.ratiofixer.store;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.DatabaseSettings.Pooler;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out at the start whether connections are what the settings say: a pooler that is not known of loses settings
 * that the engine relies on, gives them to strangers, or mixes prepared statements up, hours later.
 */
final class ConnectionCheck {
    private static final int SECONDS = 30;

    private static final String LOOK = """
            SELECT current_setting('enable_seqscan') AS seqscan, current_user::text AS self,
                current_database()::text AS database,
                (SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.oid = to_regclass('ratio_fixer_campaigns')) AS home
            """;

    private static final String PROCESS = "SELECT pg_backend_pid()";

    private final ServerAccess access;
    private final Pool pool;

    private ConnectionCheck(ServerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /**
     * Looks; blocks.
     *
     * @param pool of at least two connections
     * @throws DatabaseException that says what stands between and how to name it
     */
    static void run(ServerAccess access, Pool pool) {
        try {
            // A thread of none of Vert.x's contexts: the caller's would wait for itself.
            CompletableFuture.supplyAsync(() -> new ConnectionCheck(access, pool)
                            .look()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(SECONDS, TimeUnit.SECONDS)
                            .join())
                    .join();
        } catch (CompletionException failed) {
            Throwable cause = failed;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw cause instanceof DatabaseException said
                    ? said
                    : new DatabaseException(
                            "cannot use the database " + access.url() + ": " + cause.getMessage()
                                    + ConnectionFaults.remedy(cause, access.url()),
                            cause);
        }
    }

    private Future<Void> look() {
        return pool.withConnection(first -> first.query(LOOK)
                .execute()
                .compose(rows -> fault(rows.iterator().next())
                        .map(fault -> Future.<Void>failedFuture(new DatabaseException(fault)))
                        .orElseGet(() -> access.pooler() == Pooler.TRANSACTION
                                ? Future.succeededFuture()
                                : sameProcess(first))));
    }

    private Optional<String> fault(Row row) {
        String setting = row.getString("seqscan");
        @Nullable String home = row.getString("home");
        boolean found = home != null && (access.schema() == null || home.equals(access.schema()));
        return switch (access.pooler()) {
            case NONE ->
                setting.equals("off")
                        ? Optional.empty()
                        : Optional.of("a pooler stands before the server at " + access.url()
                                + " and drops what the engine sets for its connections: set database.pooler to its pool"
                                + " mode, \"session\" or \"transaction\"");
            case SESSION ->
                found ? Optional.empty() : Optional.of("the engine's tables cannot be seen through " + access.url());
            case TRANSACTION -> found ? Optional.empty() : Optional.of(noPath(row));
        };
    }

    /** Nothing can be set through it, so the server must know by itself. */
    private String noPath(Row row) {
        return "through a pooler in transaction mode the engine cannot say where its tables are: once, at the server,"
                + " ALTER ROLE \"" + row.getString("self") + "\" IN DATABASE \"" + row.getString("database")
                + "\" SET search_path = " + access.searchPath().orElse("public")
                + "; then make the pooler connect anew (PgBouncer: RECONNECT)";
    }

    /** While another connection is in a transaction, a statement of this one goes elsewhere in transaction mode. */
    private Future<Void> sameProcess(SqlConnection first) {
        return process(first)
                .compose(before -> pool.withTransaction(other -> process(other).compose(theirs -> process(first)))
                        .compose(after -> before.equals(after)
                                ? Future.succeededFuture()
                                : Future.failedFuture(new DatabaseException("database.pooler is \""
                                        + access.pooler().name().toLowerCase(Locale.ROOT)
                                        + "\", but the pooler at " + access.url()
                                        + " is in transaction mode: set database.pooler to \"transaction\" and"
                                        + " DATABASE_DIRECT_URL to the server's own address, or use the pooler in"
                                        + " session mode"))));
    }

    private static Future<Integer> process(SqlConnection connection) {
        return connection
                .query(PROCESS)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /**
     * Recognizes what a pooler or a hoster refuses, and says how to mend it. Pure.
     *
     * <p>Sources: PgBouncer's {@code src/client.c} and {@code objects.c}; Supavisor's documentation of its errors;
     * PostgreSQL's appendix of error codes.
     */
    static final class ConnectionFaults {
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
                return Optional.of(
                        "the user of a Supabase pooler's address is NAME.PROJECT-REF, such as"
                                + " postgres.abcdefghijklmnopqrst, and its host is the one that the project's Connect page shows");
            }
            if (message.contains("max clients reached")
                    || message.contains("max client connections reached")
                    || message.contains("max_client_conn")
                    || state.equals("53300")) {
                return Optional.of("lower database.connections (the engine takes that many and up to "
                        + Database.CONNECTIONS_BESIDE
                        + " more), end other clients, or raise the limit of the pooler or the"
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
}

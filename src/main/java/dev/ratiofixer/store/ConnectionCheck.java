package dev.ratiofixer.store;

import dev.ratiofixer.store.DatabaseSettings.Pooler;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Locale;
import java.util.Optional;
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
}

package dev.ratiofixer.store;

import dev.ratiofixer.store.embedded.EmbeddedDatabase;
import dev.ratiofixer.store.embedded.EmbeddedSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The engine's connections to PostgreSQL, shared by every verticle, and the embedded server if there is one.
 *
 * <p>Two ways in, as Vert.x has them: {@link #pool()} lends connections, for transactions; {@link #reads()} lends none
 * but sends statements without waiting for the answer of the one before, for single statements. Both fail fast when too
 * many wait, and both give up on a server that does not answer.
 */
public final class Database {
    /** In the embedded server. */
    private static final String NAME = "ratio_fixer";

    private static final int READ_CONNECTIONS = 2;
    private static final int BEHIND_CONNECTIONS = 2;
    private static final int READ_PIPELINE = 256;
    private static final String STATEMENT_LIMIT = "30s";
    private static final String HEARTBEAT_LIMIT = "2s";
    private static final int HEARTBEATS_WAITING = 4;
    private static final String DISPLAY_LIMIT = "10s";
    private static final int DISPLAYS_WAITING = 1_000;
    private static final int EXPORT_CONNECTIONS = 2;
    private static final int EXPORTS_WAITING = 4;
    /** A reader that rests longer loses its export: it holds a snapshot of the tables, which keeps dead rows alive. */
    private static final String EXPORT_REST = "60s";
    /** In characters; longer ones would be parsed anew each time. */
    private static final int LONGEST_STATEMENT = 16_384;

    /** Longer than any statement may take; an unused connection past it is closed and made again when needed. */
    private static final int SILENCE_SECONDS = 45;

    private final DatabaseUrl url;
    private final @Nullable EmbeddedDatabase embedded;
    private final Pool pool;
    private final SqlClient reads;
    private final Pool behind;
    private final SqlClient heartbeats;
    private final SqlClient displays;
    private final Pool exports;

    private Database(Vertx vertx, DatabaseUrl url, DatabaseSettings settings, @Nullable EmbeddedDatabase embedded) {
        this.url = url;
        this.embedded = embedded;
        this.pool = PgBuilder.pool()
                .connectingTo(options(url).setPipeliningLimit(1))
                .with(limits(settings.connections(), settings.maxWaiting()))
                .with(network())
                .using(vertx)
                .build();
        this.reads = PgBuilder.client()
                .connectingTo(options(url).setPipeliningLimit(READ_PIPELINE))
                .with(limits(READ_CONNECTIONS, settings.maxWaiting()))
                .with(network())
                .using(vertx)
                .build();
        this.behind = PgBuilder.pool()
                .connectingTo(options(url).setPipeliningLimit(1).addProperty("synchronous_commit", "off"))
                .with(limits(BEHIND_CONNECTIONS, settings.maxWaiting()))
                .with(network())
                .using(vertx)
                .build();
        this.displays = PgBuilder.client()
                .connectingTo(options(url).setPipeliningLimit(1).addProperty("statement_timeout", DISPLAY_LIMIT))
                .with(limits(1, DISPLAYS_WAITING))
                .with(network())
                .using(vertx)
                .build();
        this.exports = PgBuilder.pool()
                .connectingTo(options(url)
                        .setPipeliningLimit(1)
                        .addProperty("idle_in_transaction_session_timeout", EXPORT_REST))
                .with(limits(EXPORT_CONNECTIONS, EXPORTS_WAITING))
                .with(network())
                .using(vertx)
                .build();
        this.heartbeats = PgBuilder.client()
                .connectingTo(options(url).setPipeliningLimit(1).addProperty("statement_timeout", HEARTBEAT_LIMIT))
                .with(limits(1, HEARTBEATS_WAITING))
                .with(network())
                .using(vertx)
                .build();
    }

    /**
     * Starts the embedded server if the settings ask for it, migrates, and connects. It blocks: call it before
     * verticles are deployed.
     *
     * @throws DatabaseException if there is no usable database; nothing is left running then
     */
    public static Database open(Vertx vertx, DatabaseSettings settings) {
        EmbeddedDatabase embedded =
                settings.isEmbedded() ? EmbeddedDatabase.start(EmbeddedSettings.of(settings)) : null;
        try {
            DatabaseUrl url = embedded == null ? external(settings) : embedded.database(NAME);
            Migrations.migrate(url);
            if (embedded != null) {
                embedded.expireNodes(url);
            }
            return new Database(vertx, url, settings, embedded);
        } catch (RuntimeException failed) {
            if (embedded != null) {
                embedded.close();
            }
            throw failed;
        }
    }

    /**
     * The same for a command, which may run beside an engine: then it connects to the embedded server that the engine
     * runs.
     *
     * @throws DatabaseException if there is no usable database
     */
    public static Database openBeside(Vertx vertx, DatabaseSettings settings) {
        Optional<DatabaseUrl> running = settings.isEmbedded()
                ? EmbeddedDatabase.ofRunningEngine(EmbeddedSettings.of(settings), NAME)
                : Optional.empty();
        if (running.isEmpty()) {
            return open(vertx, settings);
        }
        Migrations.migrate(running.get());
        return new Database(vertx, running.get(), settings, null);
    }

    /** Connects to a migrated database of a server that others keep. */
    public static Database connect(Vertx vertx, DatabaseUrl url, DatabaseSettings settings) {
        return new Database(vertx, url, settings, null);
    }

    private static DatabaseUrl external(DatabaseSettings settings) {
        try {
            return DatabaseUrl.parse(settings.url());
        } catch (IllegalArgumentException malformed) {
            throw new DatabaseException(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    /**
     * Every statement of ours finds its rows by a key. The planner may not know that a table has grown since it was
     * last analyzed, nor forgets a plan that was made when it was small, and would read the whole table each time: so
     * it must not, where there is an index.
     */
    private static PgConnectOptions options(DatabaseUrl url) {
        return url.toPg()
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                .addProperty("enable_seqscan", "off")
                .addProperty("application_name", "ratio-fixer")
                .addProperty("statement_timeout", STATEMENT_LIMIT);
    }

    private static NetClientOptions network() {
        return new NetClientOptions()
                .setConnectTimeout(5_000)
                .setReadIdleTimeout(SILENCE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    private static PoolOptions limits(int connections, int maxWaiting) {
        return new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(maxWaiting)
                .setConnectionTimeout(10)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setShared(false);
    }

    /** Lends connections: for transactions, and for statements that may take long. */
    public Pool pool() {
        return pool;
    }

    /** Pipelines single short statements: for reads. */
    public SqlClient reads() {
        return reads;
    }

    /** Asks the server for a sign of life; fails when it does not answer. */
    public Future<Void> ping() {
        return reads.query("SELECT 1").execute().mapEmpty();
    }

    /**
     * For what is written behind and may lose its last second with the server, but never with the engine: a commit does
     * not wait for the disk.
     */
    public Pool behind() {
        return behind;
    }

    /** For the node's heartbeat alone, so that no slow statement before it costs the node its lease. */
    public SqlClient heartbeats() {
        return heartbeats;
    }

    /** For the dashboard's own table alone, so that whoever holds it holds up nothing of ours. */
    public SqlClient displays() {
        return displays;
    }

    /** For whole lists that are read through a cursor, at the pace of whoever reads them. */
    public Pool exports() {
        return exports;
    }

    /** The address it is connected to; it holds a password. */
    public DatabaseUrl url() {
        return url;
    }

    /** How often an embedded server's process was gone and was started again; 0 with a server that others keep. */
    public int serverRestarts() {
        return embedded == null ? 0 : embedded.restarts();
    }

    /** Closes the connections, then stops the embedded server, on a worker thread. */
    public Future<Void> close(Vertx vertx) {
        return Future.join(List.of(pool, reads, behind, heartbeats, displays, exports).stream()
                        .map(SqlClient::close)
                        .toList())
                .transform(closed -> vertx.executeBlocking(() -> {
                    if (embedded != null) {
                        embedded.close();
                    }
                    return null;
                }));
    }
}

package dev.ratiofixer.store;

import dev.ratiofixer.store.ConnectionCheck.ConnectionFaults;
import dev.ratiofixer.store.DatabaseSettings.Pooler;
import dev.ratiofixer.store.embedded.EmbeddedDatabase;
import dev.ratiofixer.store.embedded.EmbeddedSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private static final int HEARTBEATS_WAITING = 4;
    private static final int DISPLAYS_WAITING = 1_000;
    private static final int EXPORT_CONNECTIONS = 2;
    private static final int EXPORTS_WAITING = 4;
    /** The other pools' connections, with a pooler. */
    static final int CONNECTIONS_BESIDE = 2 * READ_CONNECTIONS + BEHIND_CONNECTIONS + EXPORT_CONNECTIONS + 2;

    /**
     * Every statement of ours finds its rows by a key. The planner may not know that a table has grown since it was
     * last analyzed, nor forgets a plan that was made when it was small, and would read the whole table each time: so
     * it must not, where there is an index.
     */
    private static final Map<String, String> SETTINGS = Map.of("enable_seqscan", "off", "statement_timeout", "30s");

    private static final Map<String, String> BEHIND = Map.of("synchronous_commit", "off");
    private static final Map<String, String> DISPLAYS = Map.of("statement_timeout", "10s");
    private static final Map<String, String> HEARTBEATS = Map.of("statement_timeout", "2s");
    /** A reader that rests longer loses its export: it holds a snapshot of the tables, which keeps dead rows alive. */
    private static final Map<String, String> EXPORTS = Map.of("idle_in_transaction_session_timeout", "60s");

    /** Longer than any statement may take; an unused connection past it is closed and made again when needed. */
    private static final int SILENCE_SECONDS = 45;

    private final ServerAccess access;
    private final @Nullable EmbeddedDatabase embedded;
    private final Pool pool;
    private final SqlClient reads;
    private final Pool behind;
    private final SqlClient heartbeats;
    private final SqlClient displays;
    private final Pool exports;

    private Database(Vertx vertx, ServerAccess access, DatabaseSettings settings, @Nullable EmbeddedDatabase embedded) {
        this.access = access;
        this.embedded = embedded;
        int waiting = settings.maxWaiting();
        this.pool = build(PgBuilder.pool(), vertx, access, Map.of(), 1, limits(settings.connections(), waiting));
        // A pooler's connections do not take the next statement before the answer: then it takes more of them.
        int readers = access.pooler() == Pooler.NONE ? READ_CONNECTIONS : 2 * READ_CONNECTIONS;
        this.reads = build(PgBuilder.client(), vertx, access, Map.of(), READ_PIPELINE, limits(readers, waiting));
        this.behind = build(PgBuilder.pool(), vertx, access, BEHIND, 1, limits(BEHIND_CONNECTIONS, waiting));
        this.displays = build(PgBuilder.client(), vertx, access, DISPLAYS, 1, limits(1, DISPLAYS_WAITING));
        this.exports = build(PgBuilder.pool(), vertx, access, EXPORTS, 1, limits(EXPORT_CONNECTIONS, EXPORTS_WAITING));
        this.heartbeats = build(PgBuilder.client(), vertx, access, HEARTBEATS, 1, limits(1, HEARTBEATS_WAITING));
    }

    private static <C> C build(
            ClientBuilder<C> builder,
            Vertx vertx,
            ServerAccess access,
            Map<String, String> own,
            int pipelining,
            PoolOptions limits) {
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(own);
        builder.connectingTo(access.options(settings, pipelining))
                .with(limits)
                .with(network())
                .using(vertx);
        access.initializer(settings).ifPresent(builder::withConnectHandler);
        return builder.build();
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
            ServerAccess access = ServerAccess.of(url, settings);
            Migrations.migrate(access);
            if (embedded != null) {
                embedded.expireNodes(access);
                return new Database(vertx, access, settings, embedded);
            }
            return checked(vertx, new Database(vertx, access, settings, null));
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
        ServerAccess access = ServerAccess.of(running.get(), settings);
        Migrations.migrate(access);
        return new Database(vertx, access, settings, null);
    }

    /** Who may use the embedded server while a command works on its tables. */
    public enum Beside {
        NOBODY,
        A_RUNNING_ENGINE
    }

    /**
     * Lends the database as it is, not migrated, for what blocks; the embedded server is started if no engine runs it.
     *
     * @throws DatabaseException if there is no usable database, or an engine runs the embedded one and must not
     */
    public static <T> T asItIs(DatabaseSettings settings, Beside beside, Function<ServerAccess, T> work) {
        if (!settings.isEmbedded()) {
            return work.apply(ServerAccess.of(external(settings), settings));
        }
        EmbeddedSettings embedded = EmbeddedSettings.of(settings);
        Optional<DatabaseUrl> running = switch (beside) {
            case NOBODY -> Optional.empty();
            case A_RUNNING_ENGINE -> EmbeddedDatabase.ofRunningEngine(embedded, NAME);
        };
        if (running.isPresent()) {
            return work.apply(ServerAccess.of(running.get(), settings));
        }
        try (EmbeddedDatabase own = EmbeddedDatabase.start(embedded)) {
            return work.apply(ServerAccess.of(own.database(NAME), settings));
        }
    }

    /** Where others keep the server, a pooler may stand before it, or one that pools otherwise than is said. */
    private static Database checked(Vertx vertx, Database database) {
        try {
            ConnectionCheck.run(database.access, database.pool);
            return database;
        } catch (RuntimeException unusable) {
            database.close(vertx);
            throw unusable;
        }
    }

    /** Connects to a migrated database of a server that others keep. */
    public static Database connect(Vertx vertx, DatabaseUrl url, DatabaseSettings settings) {
        return new Database(vertx, ServerAccess.of(url, settings), settings, null);
    }

    private static DatabaseUrl external(DatabaseSettings settings) {
        try {
            return DatabaseUrl.parse(settings.url());
        } catch (IllegalArgumentException malformed) {
            throw new DatabaseException(String.valueOf(malformed.getMessage()), malformed);
        }
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

    /** Says what to do about a connection that failed, where it is a pooler's or a hoster's well-known answer. */
    public String remedy(Throwable failure) {
        return ConnectionFaults.remedy(failure, access.url());
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
        return access.url();
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

    /** The database cannot be used. The message is one line that says what is wrong and how to mend it. */
    public static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public DatabaseException(String message) {
            this(message, null);
        }

        public DatabaseException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}

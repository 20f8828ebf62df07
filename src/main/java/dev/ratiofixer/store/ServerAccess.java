package dev.ratiofixer.store;

import dev.ratiofixer.store.DatabaseSettings.Pooler;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How connections reach a database, through a pooler or not, and which schema they use. Immutable.
 *
 * <p>What the engine sets for its connections goes with the start where nothing is between, and by SQL after it where a
 * session pooler is, as that refuses start-up parameters which it does not know (PgBouncer) or drops them (Supavisor).
 * Through a transaction pooler nothing can be set, as the next transaction may be on another connection and the setting
 * would stay with a stranger.
 *
 * @param direct the server's own address for what blocks, {@link #url} where nothing better is known
 * @param schema of the engine's tables, {@code null} for the first of the user's {@code search_path}
 */
public record ServerAccess(
        DatabaseUrl url,
        DatabaseUrl direct,
        Pooler pooler,
        @Nullable String schema) {
    /** In characters; longer ones would be parsed anew each time. */
    private static final int LONGEST_STATEMENT = 16_384;

    /** A large table of a dashboard takes its time to be extended, but no statement may take for ever. */
    private static final String BLOCKING_LIMIT = "10min";

    /** With what the settings say beside the address. */
    static ServerAccess of(DatabaseUrl url, DatabaseSettings settings) {
        @Nullable String other = settings.directUrl();
        DatabaseUrl direct = other == null || settings.isEmbedded() ? url : DatabaseUrl.parse(other);
        return new ServerAccess(url, direct, settings.pooler(), settings.schema());
    }

    /** Without a pooler, in the user's own schema. */
    public static ServerAccess to(DatabaseUrl url) {
        return new ServerAccess(url, url, Pooler.NONE, null);
    }

    /** Where names without a schema are looked for: a dashboard's table may stay in {@code public}. */
    Optional<String> searchPath() {
        return Optional.ofNullable(schema).map(own -> own.equals("public") ? own : own + ", public");
    }

    /**
     * For the reactive client.
     *
     * @param settings of PostgreSQL, which {@link #initializer} sets where they cannot go with the start
     */
    PgConnectOptions options(Map<String, String> settings, int pipelining) {
        PgConnectOptions options = url.toPg();
        Map<String, String> properties = new LinkedHashMap<>(options.getProperties());
        // Poolers refuse it, and servers since PostgreSQL 12 write floats exactly by themselves.
        properties.remove("extra_float_digits");
        properties.put("application_name", "ratio-fixer");
        return switch (pooler) {
            case NONE -> {
                properties.putAll(withPath(settings));
                yield options.setProperties(properties)
                        .setPipeliningLimit(pipelining)
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
            }
            case SESSION ->
                options.setProperties(properties)
                        .setPipeliningLimit(1)
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
            case TRANSACTION ->
                // Parse, bind and execute go together, by the statement without a name.
                options.setProperties(properties)
                        .setPipeliningLimit(1)
                        .setCachePreparedStatements(false)
                        .setUseLayer7Proxy(true);
        };
    }

    /** What a new connection does before it is used, if anything. A connection that cannot do it is lost already. */
    Optional<Handler<SqlConnection>> initializer(Map<String, String> settings) {
        return switch (pooler) {
            case NONE, TRANSACTION -> Optional.empty();
            case SESSION -> {
                String sql = set(withPath(settings));
                yield Optional.of(connection -> connection.query(sql).execute().onComplete(set -> connection.close()));
            }
        };
    }

    private Map<String, String> withPath(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        searchPath().ifPresent(path -> all.put("search_path", path));
        return all;
    }

    private static String set(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(each -> "set_config('" + each.getKey() + "', '" + each.getValue() + "', false)")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    /**
     * For what blocks: connections with limits.
     *
     * @param lockLimit the longest wait for a lock
     * @param path where names without a schema are looked for, empty for the user's own
     */
    DataSource jdbc(Duration lockLimit, Optional<String> path) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("statement_timeout", BLOCKING_LIMIT);
        settings.put("lock_timeout", String.valueOf(lockLimit.toMillis()));
        path.ifPresent(schemas -> settings.put("search_path", schemas));
        BlockingConnections connections = new BlockingConnections(set(settings));
        direct.describe(connections);
        return connections;
    }

    /** A blocking connection that finds the engine's tables. The caller closes it. */
    public Connection connect() throws SQLException {
        return jdbc(DatabaseUrl.LOCK_LIMIT, searchPath()).getConnection();
    }

    /** Sets by SQL what a pooler may refuse at the start. */
    @SuppressWarnings("serial")
    private static final class BlockingConnections extends PGSimpleDataSource {
        private final String settings;

        BlockingConnections(String settings) {
            this.settings = settings;
        }

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
            Connection connection = super.getConnection(user, password);
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
                return connection;
            } catch (SQLException failed) {
                connection.close();
                throw failed;
            }
        }
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return direct + (schema == null ? "" : " schema " + schema);
    }
}

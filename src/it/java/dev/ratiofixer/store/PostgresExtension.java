package dev.ratiofixer.store;

import dev.ratiofixer.store.embedded.Directories;
import dev.ratiofixer.store.embedded.EmbeddedDatabase;
import dev.ratiofixer.store.embedded.EmbeddedSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for each test class, in one embedded server for all of them. Use as
 * {@code @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();}
 */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private @Nullable Server server;
    private @Nullable DatabaseUrl url;
    private @Nullable Vertx vertx;
    private @Nullable Database database;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresExtension.class))
                .getOrComputeIfAbsent(Server.class, absent -> Server.start(), Server.class);
        url = server.freshDatabase("test_" + NUMBER.incrementAndGet());
        vertx = Vertx.vertx();
        database = connect(12);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (database != null) {
            database.close(vertx()).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        server().execute("DROP DATABASE IF EXISTS " + url().database() + " WITH (FORCE)");
    }

    /** The class's connections. */
    public Database database() {
        return require(database);
    }

    /** Other connections to the same database, as another node would have; the caller closes them. */
    public Database connect(int connections) {
        DatabaseSettings settings = new DatabaseSettings("external", Path.of("unused"), connections, 10_000, true);
        return Database.connect(vertx(), url(), settings);
    }

    public Vertx vertx() {
        return require(vertx);
    }

    public DatabaseUrl url() {
        return require(url);
    }

    /** An empty database, not migrated. */
    public DatabaseUrl emptyDatabase() throws SQLException {
        return server().emptyDatabase("empty_" + NUMBER.incrementAndGet());
    }

    /** Runs a statement from outside the test's database. */
    public void runOnServer(String sql) {
        try {
            server().execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private Server server() {
        return require(server);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("register the extension in a static field");
        }
        return value;
    }

    /** The one server of this JVM. */
    private record Server(EmbeddedDatabase embedded, Path directory) implements AutoCloseable {
        private static final String TEMPLATE = "migrated";

        static Server start() {
            try {
                Path directory = Files.createTempDirectory("ratio-fixer-test");
                EmbeddedDatabase embedded = EmbeddedDatabase.start(
                        new EmbeddedSettings(directory, Path.of("target", "postgres-binaries"), false));
                Migrations.migrate(embedded.database(TEMPLATE));
                return new Server(embedded, directory);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }

        DatabaseUrl freshDatabase(String name) throws SQLException {
            execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
            return embedded.database(name);
        }

        DatabaseUrl emptyDatabase(String name) throws SQLException {
            execute("CREATE DATABASE " + name);
            return embedded.database(name);
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = embedded.database("postgres").toJdbc().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws IOException {
            embedded.close();
            Directories.delete(directory);
        }
    }
}

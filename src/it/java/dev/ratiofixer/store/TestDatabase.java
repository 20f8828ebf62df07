package dev.ratiofixer.store;

import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Databases for what runs outside a test: measurements and the processes that they start. */
public final class TestDatabase {
    private TestDatabase() {}

    /** Starts an embedded server in a directory that is thrown away, and migrates it. */
    public static Database start(Vertx vertx, Path directory) {
        return Database.open(
                vertx, DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory).notDurable());
    }

    /** The same, but one that would survive a power cut, as {@code serve} has it. */
    public static Database durable(Vertx vertx, Path directory) {
        return Database.open(vertx, DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory));
    }

    /** The same database, for what speaks JDBC. */
    public static DataSource jdbc(Database database) {
        return database.url().toJdbc();
    }

    /** The server's own database, for what is done to the other one from outside. */
    public static DataSource jdbcOfServer(Database database) {
        return database.url().withDatabase("postgres").toJdbc();
    }

    /** Connects to a migrated database. */
    public static Database connect(Vertx vertx, String address) {
        return Database.connect(
                vertx, DatabaseUrl.parse(address), new DatabaseSettings(address, Path.of("unused"), 2, 1_000, false));
    }

    /** The address of a database, password included, for a process of this measurement. */
    public static String address(Database database) {
        DatabaseUrl url = database.url();
        return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                        url.user(),
                        URLEncoder.encode(url.password(), StandardCharsets.UTF_8),
                        url.host(),
                        url.port(),
                        url.database());
    }
}

package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.Database.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no migration may do, and what a start says that waits for somebody's lock. */
class MigrationRulesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /**
     * Such a statement waits for every older transaction, Flyway's own included, and so for ever; the file's
     * {@code .conf} takes it out of the transaction.
     */
    @Test
    void nothingRunsConcurrentlyInsideATransaction() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db/migration"))) {
            List<Path> migrations =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(migrations).hasSizeGreaterThan(10);
            for (Path file : migrations) {
                String sql = Files.readString(file).replaceAll("--.*", "").toUpperCase(Locale.ROOT);
                Path options = Path.of(file + ".conf");
                boolean outside =
                        Files.exists(options) && Files.readString(options).contains("executeInTransaction=false");
                assertThat(sql.matches("(?s).*\\bCONCURRENTLY\\b.*") && !outside)
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void aStartThatWaitsForALockSaysForWhat() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        try (Connection holder = url.toJdbc().getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("CREATE TABLE youtube_campaigns (video_url text)");
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE youtube_campaigns IN ACCESS SHARE MODE");
            assertThatThrownBy(() -> Migrations.migrate(url, Duration.ofSeconds(1)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("waits for a lock")
                    .hasMessageContaining("youtube_campaigns")
                    .hasMessageContaining("LOCK TABLE youtube_campaigns")
                    .hasMessageContaining("pg_terminate_backend");
        }
        assertThat(Migrations.migrate(url)).isPositive();
    }

    /** The lock by which Flyway keeps two migrations apart is none of a table. */
    @Test
    void aStartThatWaitsForAnotherMigrationSaysForWhat() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        try (Connection holder = url.toJdbc().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE ratio_fixer_schema_history IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> Migrations.migrate(url, Duration.ofSeconds(1)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("waits for a lock")
                    .hasMessageContaining("ratio_fixer_schema_history");
        }
        try (Connection holder = url.toJdbc().getConnection();
                Statement statement = holder.createStatement()) {
            long ofFlyway = 77431708279161L + "\"public\".\"ratio_fixer_schema_history\"".hashCode();
            statement.execute("SELECT pg_advisory_lock(" + ofFlyway + ")");
            assertThatThrownBy(() -> Migrations.migrate(url, Duration.ofSeconds(2)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("waits for a lock")
                    .hasMessageContaining("SELECT pg_advisory_lock");
        }
    }
}

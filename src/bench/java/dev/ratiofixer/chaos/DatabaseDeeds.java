package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.Incident.Kind;
import dev.ratiofixer.fixtures.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What can be done to PostgreSQL from outside the engine. Each returns when it is over. */
final class DatabaseDeeds {
    private static final int PATIENCE_SECONDS = 60;
    private static final List<String> WRITTEN =
            List.of("youtube_campaign_samples", "ratio_fixer_campaigns", "youtube_ratio_fixer_orders");

    private final ChaosWorld world;
    private final DataSource server;
    private final DataSource database;

    DatabaseDeeds(ChaosWorld world) {
        this.world = world;
        this.server = TestDatabase.jdbcOfServer(world.database());
        this.database = TestDatabase.jdbc(world.database());
    }

    /** Ends every connection, in the middle of what it does. */
    void cut() throws Exception {
        world.troubles().during(Kind.CONNECTIONS_CUT, null, "", this::endConnections);
    }

    void away(Duration time) throws Exception {
        altered(Kind.DATABASE_AWAY, time, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true");
    }

    void readOnly(Duration time) throws Exception {
        String setting = "default_transaction_read_only";
        altered(Kind.READ_ONLY, time, "SET " + setting + " = on", "RESET " + setting);
    }

    /** A change of the database that holds for connections to come; so those that are there end. */
    private void altered(Kind kind, Duration time, String change, String back) throws Exception {
        world.troubles().during(kind, null, time.toString(), () -> {
            run(server, "ALTER DATABASE ratio_fixer " + change);
            try {
                endConnections();
                Thread.sleep(time);
            } finally {
                run(server, "ALTER DATABASE ratio_fixer " + back);
                endConnections();
            }
        });
    }

    void full(Duration time) throws Exception {
        world.troubles().during(Kind.DISK_FULL, null, time.toString(), () -> {
            run(
                    database,
                    "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$");
            try {
                for (String table : WRITTEN) {
                    run(
                            database,
                            "CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON " + table
                                    + " FOR EACH ROW EXECUTE FUNCTION no_room()");
                }
                Thread.sleep(time);
            } finally {
                run(database, "DROP FUNCTION no_room CASCADE");
            }
        });
    }

    void lock(Duration time) throws Exception {
        world.troubles().during(Kind.LOCKED, null, time.toString(), () -> {
            try (Connection somebody = database.getConnection();
                    Statement maintenance = somebody.createStatement()) {
                somebody.setAutoCommit(false);
                maintenance.execute("LOCK TABLE youtube_campaign_samples IN ACCESS EXCLUSIVE MODE");
                Thread.sleep(time);
                somebody.rollback();
            }
        });
    }

    /** Kills its first process, and waits until it runs again. */
    void kill() throws Exception {
        world.troubles().during(Kind.DATABASE_KILLED, null, "", () -> {
            Path pidFile = world.directory().resolve("postgres").resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!answers() && System.nanoTime() < until) {
                Thread.sleep(Duration.ofMillis(200));
            }
        });
    }

    private boolean answers() {
        try {
            run(database, "SELECT 1");
            return true;
        } catch (SQLException away) {
            return false;
        }
    }

    private void endConnections() throws SQLException {
        run(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ratio_fixer'");
    }

    private static void run(DataSource where, String sql) throws SQLException {
        try (Connection connection = where.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

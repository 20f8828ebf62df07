package dev.ratiofixer.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.DatabaseUrl;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    @TempDir
    Path directory;

    @Test
    void keepsItsDataAcrossStopsAndLetsNoSecondEngineIn() throws Exception {
        long pid;
        try (EmbeddedDatabase embedded = start()) {
            execute(embedded, "CREATE TABLE kept AS SELECT 42 AS answer");
            pid = postmaster().pid();
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(
                            "another engine (process " + ProcessHandle.current().pid())
                    .hasMessageContaining("database.directory");
            assertThat(listensOn(embedded)).isEqualTo("127.0.0.1");
        }
        gone(pid);
        try (EmbeddedDatabase embedded = start()) {
            assertThat(one(embedded, "SELECT answer::text FROM kept")).isEqualTo("42");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void survivesACtrlCAndAKillOfTheEngine() throws Exception {
        Process engine = engine();
        long pid = serverOf(engine);

        // The guard stops the server once the engine is gone, so whether it is still there then is a matter of luck.
        assertThat(groupOf(pid)).as("the server's process group").isNotEqualTo(engine.pid());
        interruptGroupOf(engine);
        assertThat(engine.waitFor(120, TimeUnit.SECONDS)).isTrue();
        gone(pid);

        try (EmbeddedDatabase embedded = start()) {
            assertThat(one(embedded, "SELECT what FROM kept")).isEqualTo("before the kill");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takesOverWhatAKilledEngineLeftBehind() throws Exception {
        Process engine = engine();
        long pid = serverOf(engine);
        engine.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("postgres-guard"))
                .forEach(ProcessHandle::destroyForcibly);
        engine.destroyForcibly().waitFor(120, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(pid)).as("nobody stopped the server").isPresent();

        try (EmbeddedDatabase embedded = start()) {
            gone(pid);
            assertThat(one(embedded, "SELECT what FROM kept")).isEqualTo("before the kill");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startsAServerThatWasKilledAgainOnTheSamePort() throws Exception {
        try (EmbeddedDatabase embedded = start()) {
            execute(embedded, "CREATE TABLE kept AS SELECT 42 AS answer");
            DatabaseUrl before = embedded.database("postgres");
            for (int kill = 1; kill <= 2; kill++) {
                ProcessHandle killed = postmaster();
                killed.destroyForcibly();
                int wanted = kill;
                Waiting.until(() -> embedded.restarts() == wanted);
                assertThat(postmaster().pid()).isNotEqualTo(killed.pid());
            }
            assertThat(embedded.database("postgres")).isEqualTo(before);
            assertThat(one(embedded, "SELECT answer::text FROM kept")).isEqualTo("42");
        }
        assertThat(Postmaster.of(directory.resolve("postgres"))).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void stopsWhileAKilledServerIsBeingStarted() throws Exception {
        EmbeddedDatabase embedded = start();
        postmaster().destroyForcibly();
        embedded.close();
        assertThat(Postmaster.of(directory.resolve("postgres"))).isEmpty();
        try (EmbeddedDatabase again = start()) {
            assertThat(one(again, "SELECT 'up'")).isEqualTo("up");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startsOverAPidFileWhoseNumberAnotherProgramHas() throws Exception {
        try (EmbeddedDatabase embedded = start()) {
            assertThat(one(embedded, "SELECT 'up'")).isEqualTo("up");
        }
        Path pidFile = directory.resolve("postgres").resolve("postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + directory + "\n");
        try (EmbeddedDatabase embedded = start()) {
            assertThat(one(embedded, "SELECT 'up'")).isEqualTo("up");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsItsPasswordToItself() throws IOException {
        try (EmbeddedDatabase embedded = start()) {
            String password = Files.readString(directory.resolve("password")).strip();
            assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(embedded.database("x").toString()).doesNotContain(password);
            DatabaseUrl wrong = DatabaseUrl.parse("postgresql://ratio_fixer:guess@127.0.0.1:"
                    + embedded.database("x").port() + "/x?sslmode=disable");
            assertThatThrownBy(() -> wrong.toJdbc().getConnection()).hasMessageContaining("password authentication");
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(directory.resolve("postgres").resolve("PG_VERSION"), "14\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was written by PostgreSQL 14");
    }

    /** What has ended and waits for whoever inherits it to take note counts as gone. */
    private static void gone(long pid) {
        Waiting.until(() -> ProcessHandle.of(pid).filter(Postmaster::runs).isEmpty());
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(new EmbeddedSettings(directory, BINARIES, true));
    }

    /** In a session of its own, as a terminal would give it, so that its group can be signalled. */
    private Process engine() throws IOException {
        return new ProcessBuilder(
                        "setsid",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedEngine.class.getName(),
                        directory.toString(),
                        BINARIES.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long serverOf(Process engine) throws IOException {
        var lines = engine.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return Long.parseLong(line.substring("ready ".length()));
            }
        }
        throw new AssertionError("the engine ended before it was ready");
    }

    private static void interruptGroupOf(Process engine) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", "--", "-" + engine.pid())
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static long groupOf(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    private ProcessHandle postmaster() throws IOException {
        return Postmaster.of(directory.resolve("postgres")).orElseThrow();
    }

    private static String listensOn(EmbeddedDatabase embedded) throws SQLException {
        return one(
                embedded, "SELECT current_setting('listen_addresses') || current_setting('unix_socket_directories')");
    }

    private static void execute(EmbeddedDatabase embedded, String sql) throws SQLException {
        try (Connection connection = embedded.database("ratio_fixer").toJdbc().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(EmbeddedDatabase embedded, String sql) throws SQLException {
        try (Connection connection = embedded.database("ratio_fixer").toJdbc().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

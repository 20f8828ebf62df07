package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.PgApiKeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands as a script runs them: a process of their own, beside an engine with its embedded database or without one.
 */
class BesideAnEngineTest {
    private record Ended(int code, String out, String err) {}

    @Test
    void keysWorkBesideARunningEmbeddedEngine(@TempDir Path directory) throws Exception {
        Path config = config(directory);
        Vertx vertx = Vertx.vertx();
        Database engine = Database.open(
                vertx,
                DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory.resolve("data"))
                        .notDurable());
        try {
            Ended made = run(directory, config, "keys", "make", "--name", "anna", "--role", "admin");
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(made.out()).matches("rf_[A-Za-z0-9_-]+\\R");
            assertThat(made.err()).contains("made key");
            assertThat(await(new PgApiKeyStore(engine).all()).stream().map(ApiKey::name))
                    .containsExactly("anna");
            assertThat(run(directory, config, "keys", "list").out()).contains("anna");
            assertThat(run(directory, config, "migrate").out()).isEqualTo("the database is up to date\n");
            assertThat(await(engine.ping().map("alive")))
                    .as("the engine's server is left alone")
                    .isEqualTo("alive");
        } finally {
            await(engine.close(vertx));
            await(vertx.close());
        }
        Ended alone = run(directory, config, "keys", "make", "--name", "bert", "--role", "viewer");
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.out()).matches("rf_[A-Za-z0-9_-]+\\R");
        assertThat(alone.err()).as("what it logs").contains("embedded database started");
    }

    private static Path config(Path directory) throws Exception {
        Path config = directory.resolve("config.json");
        Files.writeString(config, "{\"database\": {\"directory\": \"" + directory.resolve("data") + "\"}}");
        return config;
    }

    private static Ended run(Path directory, Path config, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ratiofixer.Main"));
        command.addAll(List.of(arguments));
        command.add("--config");
        command.add(config.toString());
        Path err = directory.resolve("err.txt");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}

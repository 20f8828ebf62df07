package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class DiskHealthTest {
    @ParameterizedTest
    @CsvSource({"0, DOWN", "199, DOWN", "200, DEGRADED", "1023, DEGRADED", "1024, UP"})
    void warns_before_it_is_full(long megabytes, HealthLevel level) {
        assertThat(DiskHealth.judge(Path.of("data"), megabytes * 1024 * 1024).level())
                .isEqualTo(level);
    }

    @Test
    void reads_the_disk(Vertx vertx, @TempDir Path directory) throws Exception {
        ComponentHealth health = new DiskHealth(vertx, directory)
                .look()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);

        assertThat(health.reason()).contains("MB are free on the database's disk (" + directory + ")");
    }
}

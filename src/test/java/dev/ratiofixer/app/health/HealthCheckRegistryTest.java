package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HealthCheckRegistryTest {
    private HealthCheckRegistry board;

    @BeforeEach
    void make(Vertx vertx) {
        board = new HealthCheckRegistry(vertx);
    }

    @Test
    void tells_every_part_with_reason_and_remedy_in_order() throws Exception {
        board.add("database", true, () -> Future.succeededFuture(ComponentHealth.up("PostgreSQL 18")))
                .add("youtube", false, () -> Future.succeededFuture(ComponentHealth.degraded("quota is out", "wait")));

        assertThat(look())
                .containsExactly(
                        new ComponentReport("database", true, ComponentHealth.up("PostgreSQL 18")),
                        new ComponentReport("youtube", false, ComponentHealth.degraded("quota is out", "wait")));
    }

    @Test
    void a_part_that_fails_or_throws_is_down() throws Exception {
        board.add("database", true, () -> Future.failedFuture("connection refused"))
                .add("model", false, () -> {
                    throw new IllegalStateException("no natives");
                });

        assertThat(look())
                .extracting(report ->
                        report.health().level() + " " + report.health().reason())
                .containsExactly(
                        "DOWN it does not say how it is (connection refused)",
                        "DOWN it does not say how it is (no natives)");
    }

    @Test
    void a_part_that_keeps_silent_is_down_and_holds_up_no_other() throws Exception {
        Promise<ComponentHealth> never = Promise.promise();
        board.add("sheet", false, never::future)
                .add("database", true, () -> Future.succeededFuture(ComponentHealth.up("here")));

        List<ComponentReport> reports = look();

        assertThat(reports.getFirst().health().level()).isEqualTo(ComponentHealth.HealthLevel.DOWN);
        assertThat(reports.getLast().health().level()).isEqualTo(ComponentHealth.HealthLevel.UP);
        assertThat(HealthCheckRegistry.ready(reports)).isTrue();
    }

    @Test
    void only_a_needed_part_that_is_down_keeps_a_node_from_being_ready() {
        ComponentHealth down = ComponentHealth.down("gone", "bring it back");

        assertThat(HealthCheckRegistry.ready(List.of(new ComponentReport("youtube", false, down))))
                .isTrue();
        assertThat(HealthCheckRegistry.ready(
                        List.of(new ComponentReport("database", true, ComponentHealth.degraded("slow", "look why")))))
                .isTrue();
        assertThat(HealthCheckRegistry.ready(List.of(new ComponentReport("database", true, down))))
                .isFalse();
    }

    @Test
    void a_part_that_is_ill_names_a_remedy() {
        assertThatThrownBy(() -> ComponentHealth.degraded("slow", " ")).hasMessageContaining("no remedy for: slow");
        assertThatThrownBy(() -> ComponentHealth.down("gone", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looks_at_the_same_time_ask_once() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Promise<ComponentHealth> answer = Promise.promise();
        board.add("database", true, () -> {
            asked.incrementAndGet();
            return answer.future();
        });

        Future<List<ComponentReport>> first = board.look();
        Future<List<ComponentReport>> second = board.look();
        answer.complete(ComponentHealth.up("here"));

        assertThat(await(first)).isEqualTo(await(second));
        assertThat(asked).hasValue(1);
    }

    private List<ComponentReport> look() throws Exception {
        return await(board.look());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aSentenceSaysWhatToDoOrThatNothingHasToBeDone() {
        assertThat(ComponentHealth.up("it works").sentence()).isEqualTo("it works");
        assertThat(ComponentHealth.down("it is away", "start it").sentence())
                .isEqualTo("it is away. What to do: start it");
        assertThat(ComponentHealth.degraded("it is slow", "nothing at once: it passes")
                        .sentence())
                .isEqualTo("it is slow. Nothing has to be done at once: it passes");
    }
}

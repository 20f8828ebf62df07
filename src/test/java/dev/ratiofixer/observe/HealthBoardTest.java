package dev.ratiofixer.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
class HealthBoardTest {
    private HealthBoard board;

    @BeforeEach
    void make(Vertx vertx) {
        board = new HealthBoard(vertx);
    }

    @Test
    void tells_every_part_with_reason_and_remedy_in_order() throws Exception {
        board.add("database", true, () -> Future.succeededFuture(PartHealth.up("PostgreSQL 18")))
                .add("youtube", false, () -> Future.succeededFuture(PartHealth.degraded("quota is out", "wait")));

        assertThat(look())
                .containsExactly(
                        new PartReport("database", true, PartHealth.up("PostgreSQL 18")),
                        new PartReport("youtube", false, PartHealth.degraded("quota is out", "wait")));
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
                .containsExactly("DOWN it did not answer: connection refused", "DOWN it did not answer: no natives");
    }

    @Test
    void a_part_that_keeps_silent_is_down_and_holds_up_no_other() throws Exception {
        Promise<PartHealth> never = Promise.promise();
        board.add("sheet", false, never::future)
                .add("database", true, () -> Future.succeededFuture(PartHealth.up("here")));

        List<PartReport> reports = look();

        assertThat(reports.getFirst().health().level()).isEqualTo(PartHealth.Level.DOWN);
        assertThat(reports.getLast().health().level()).isEqualTo(PartHealth.Level.UP);
        assertThat(HealthBoard.ready(reports)).isTrue();
    }

    @Test
    void only_a_needed_part_that_is_down_keeps_a_node_from_being_ready() {
        PartHealth down = PartHealth.down("gone", "bring it back");

        assertThat(HealthBoard.ready(List.of(new PartReport("youtube", false, down))))
                .isTrue();
        assertThat(HealthBoard.ready(
                        List.of(new PartReport("database", true, PartHealth.degraded("slow", "look why")))))
                .isTrue();
        assertThat(HealthBoard.ready(List.of(new PartReport("database", true, down))))
                .isFalse();
    }

    @Test
    void a_part_that_is_ill_names_a_remedy() {
        assertThatThrownBy(() -> PartHealth.degraded("slow", " ")).hasMessageContaining("no remedy for: slow");
        assertThatThrownBy(() -> PartHealth.down("gone", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looks_at_the_same_time_ask_once() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Promise<PartHealth> answer = Promise.promise();
        board.add("database", true, () -> {
            asked.incrementAndGet();
            return answer.future();
        });

        Future<List<PartReport>> first = board.look();
        Future<List<PartReport>> second = board.look();
        answer.complete(PartHealth.up("here"));

        assertThat(await(first)).isEqualTo(await(second));
        assertThat(asked).hasValue(1);
    }

    private List<PartReport> look() throws Exception {
        return await(board.look());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

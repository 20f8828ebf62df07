package dev.ratiofixer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.backtest.Backtest.Trial;
import dev.ratiofixer.backtest.BacktestService.NotNowException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backtests wait for each other, and not for ever. */
class BacktestServiceTest {
    private static final ObjectNode AS_IT_WAS = JsonNodeFactory.instance.objectNode();
    private static final Trial TRIAL = new Trial(null, null, null, null, AS_IT_WAS);

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<Optional<BacktestCase>>> reads = new ArrayList<>();
    private final BacktestService service = new BacktestService(
            vertx,
            (campaign, from, to) -> {
                Promise<Optional<BacktestCase>> read = Promise.promise();
                reads.add(read);
                return read.future();
            },
            () -> 0);

    @AfterEach
    void close() {
        vertx.close();
    }

    private Future<Optional<BacktestReport>> ask(String campaign) {
        return service.run(campaign, null, null, TRIAL);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void refused(Future<?> future, String words) {
        assertThatThrownBy(() -> await(future))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(NotNowException.class)
                .hasMessageContaining(words);
    }

    @Test
    void ofACampaignRunsOneAtATime() throws Exception {
        var first = ask("one");
        refused(ask("one"), "runs already");
        assertThat(service.share("one")).isPresent();

        reads.getFirst().complete(Optional.empty());
        assertThat(await(first)).as("an unknown campaign").isEmpty();
        assertThat(service.share("one")).isEmpty();
        ask("one");
        assertThat(reads).hasSize(2);
    }

    @Test
    void onlySoManyWait() {
        for (int i = 0; i < 8; i++) {
            ask("campaign " + i);
        }
        refused(ask("one more"), "try again later");
    }

    @Test
    void afterAFailureTheNextMayRun() {
        var first = ask("one");
        reads.getFirst().fail("the database is away");

        assertThatThrownBy(() -> await(first)).hasMessageContaining("away");
        assertThat(service.share("one")).isEmpty();
    }

    @Test
    void whatCannotBeTriedIsNamed() {
        assertThat(TRIAL.problems()).isEmpty();
        assertThat(new Trial(null, null, null, null, policy("trigger", 0.6)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("policy.trigger"));
        assertThat(new Trial(null, null, null, null, policy("max_step", 0.9)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).contains("max_step"));
    }

    private static ObjectNode policy(String key, double value) {
        return JsonNodeFactory.instance.objectNode().put(key, value);
    }
}

package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.stats.Quantiles;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBatcherTest {
    private final RequestBatcher gathering = new RequestBatcher();

    private Future<List<Expectation>> add(int rows) {
        return gathering.add(Collections.nCopies(rows, FeatureFixtures.usual()));
    }

    @Test
    void takes_the_oldest_that_fit_together() {
        add(3);
        add(4);
        add(5);

        assertThat(gathering.take(8).rows()).hasSize(7);
        assertThat(gathering.rows()).isEqualTo(5);
        assertThat(gathering.take(8).rows()).hasSize(5);
        assertThat(gathering.isEmpty()).isTrue();
    }

    @Test
    void a_request_larger_than_the_limit_goes_alone() {
        add(10);
        add(1);

        assertThat(gathering.take(8).rows()).hasSize(10);
        assertThat(gathering.take(8).rows()).hasSize(1);
    }

    @Test
    void everybody_gets_the_answers_to_their_own_rows() {
        Future<List<Expectation>> one = add(1);
        Future<List<Expectation>> two = add(2);
        Quantiles any = new Quantiles(1, 2, 3, 4, 5);
        List<Expectation> answers = List.of(
                new Expectation(any, any, true, List.of(), "a"),
                new Expectation(any, any, true, List.of(), "b"),
                new Expectation(any, any, true, List.of(), "c"));
        gathering.take(8).answer(answers);

        assertThat(one.result()).isEqualTo(answers.subList(0, 1));
        assertThat(two.result()).isEqualTo(answers.subList(1, 3));
    }

    @Test
    void a_failure_reaches_everybody() {
        Future<List<Expectation>> one = add(1);
        Future<List<Expectation>> two = add(2);
        gathering.take(8).fail(new ModelException("broken"));

        assertThat(one.cause()).hasMessage("broken");
        assertThat(two.cause()).hasMessage("broken");
    }
}

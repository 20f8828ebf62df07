package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBatcherTest {
    private final RequestBatcher<Integer, String> gathering = new RequestBatcher<>();

    private Future<List<String>> add(int rows) {
        return gathering.add(Collections.nCopies(rows, 7));
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
        Future<List<String>> one = add(1);
        Future<List<String>> two = add(2);
        gathering.take(8).answer(List.of("a", "b", "c"));

        assertThat(one.result()).containsExactly("a");
        assertThat(two.result()).containsExactly("b", "c");
    }

    @Test
    void a_failure_reaches_everybody() {
        Future<List<String>> one = add(1);
        Future<List<String>> two = add(2);
        gathering.take(8).fail(new IllegalStateException("broken"));

        assertThat(one.cause()).hasMessage("broken");
        assertThat(two.cause()).hasMessage("broken");
    }
}

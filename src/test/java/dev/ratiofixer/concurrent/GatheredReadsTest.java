package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatheredReadsTest {
    private static final String GROUP = "111";
    private static final int URGENT = 1;
    private static final int USUAL = 2;

    private record Call(String group, Set<String> ids, int urgency) {}

    private final List<Call> calls = new ArrayList<>();
    private final Deque<Promise<Void>> held = new ArrayDeque<>();
    private final GatheredReads<String, Integer, String> reads = new GatheredReads<>(3, this::answer);

    private Future<Map<String, String>> answer(String group, Integer urgency, Set<String> ids) {
        calls.add(new Call(group, Set.copyOf(ids), urgency));
        Map<String, String> found = new HashMap<>();
        ids.stream().filter(id -> !id.equals("404")).forEach(id -> found.put(id, "the " + id));
        Promise<Void> later = Promise.promise();
        held.add(later);
        return later.future().map(found);
    }

    @Test
    void what_is_asked_while_a_read_is_under_way_goes_as_one() {
        Future<Optional<String>> first = reads.read(GROUP, USUAL, "1");
        Future<Optional<String>> again = reads.read(GROUP, USUAL, "1");
        Future<Optional<String>> other = reads.read(GROUP, URGENT, "2");
        Future<Optional<String>> none = reads.read(GROUP, USUAL, "404");
        held.removeFirst().complete();

        assertThat(first.result()).contains("the 1");
        assertThat(again.isComplete())
                .as("it was asked after the first had left")
                .isFalse();
        held.removeFirst().complete();
        assertThat(again.result()).contains("the 1");
        assertThat(other.result()).contains("the 2");
        assertThat(none.result()).isEmpty();
        assertThat(calls).hasSize(2);
        assertThat(calls.getLast()).isEqualTo(new Call(GROUP, Set.of("1", "2", "404"), URGENT));
    }

    @Test
    void no_more_go_together_than_may() {
        for (int id = 0; id < 8; id++) {
            reads.read(GROUP, USUAL, Integer.toString(id));
        }
        while (!held.isEmpty()) {
            held.removeFirst().complete();
        }

        assertThat(calls).extracting(call -> call.ids().size()).containsExactly(1, 3, 3, 1);
    }

    @Test
    void groups_wait_for_none_but_their_own() {
        reads.read(GROUP, USUAL, "1");
        reads.read("222", USUAL, "1");

        assertThat(calls).hasSize(2);
    }

    @Test
    void a_failed_read_does_not_stop_the_next() {
        Future<Optional<String>> first = reads.read(GROUP, USUAL, "1");
        Future<Optional<String>> second = reads.read(GROUP, USUAL, "2");
        held.removeFirst().fail("away");
        held.removeFirst().complete();

        assertThat(first.failed()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }
}

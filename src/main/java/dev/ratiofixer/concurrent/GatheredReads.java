package dev.ratiofixer.concurrent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads things, those of a group together: while one read of a group is under way, the next ones gather and go as one.
 * An answer is never older than its question. Not thread-safe: it belongs to one context.
 *
 * @param <G> a group, such as an account
 * @param <U> how urgent a read is, the most urgent first: one that is gathered is as urgent as the most urgent in it
 * @param <V> what is read
 */
public final class GatheredReads<G, U extends Comparable<U>, V> {
    /** Reads things of a group by id; those that are not there are missing in the answer. */
    public interface Query<G, U, V> {
        Future<Map<String, V>> of(G group, U urgency, Set<String> ids);
    }

    private record Waiting<U, V>(String id, U urgency, Promise<Optional<V>> answer) {}

    private static final class OfGroup<U, V> {
        private final List<Waiting<U, V>> waiting = new ArrayList<>();
        private boolean busy;
    }

    private final Query<G, U, V> query;
    private final int most;
    private final Map<G, OfGroup<U, V>> groups = new HashMap<>();

    /** @param most how many ids may go together */
    public GatheredReads(int most, Query<G, U, V> query) {
        this.most = most;
        this.query = query;
    }

    /** Reads one; empty if it is not there. */
    public Future<Optional<V>> read(G group, U urgency, String id) {
        Promise<Optional<V>> answer = Promise.promise();
        OfGroup<U, V> of = groups.computeIfAbsent(group, unused -> new OfGroup<>());
        of.waiting.add(new Waiting<>(id, urgency, answer));
        if (!of.busy) {
            next(group, of);
        }
        return answer.future();
    }

    private void next(G group, OfGroup<U, V> of) {
        if (of.waiting.isEmpty()) {
            groups.remove(group, of);
            return;
        }
        List<Waiting<U, V>> first = of.waiting.subList(0, Math.min(most, of.waiting.size()));
        List<Waiting<U, V>> together = List.copyOf(first);
        first.clear();
        of.busy = true;
        Set<String> ids = new TreeSet<>();
        together.forEach(one -> ids.add(one.id()));
        U urgency = together.stream()
                .map(Waiting::urgency)
                .min(Comparable::compareTo)
                .orElseThrow();
        query.of(group, urgency, ids).onComplete(done -> {
            of.busy = false;
            for (Waiting<U, V> one : together) {
                if (done.failed()) {
                    one.answer().fail(done.cause());
                } else {
                    one.answer().complete(Optional.ofNullable(done.result().get(one.id())));
                }
            }
            // Who was answered may have asked again, and so begun the next.
            if (!of.busy) {
                next(group, of);
            }
        });
    }
}

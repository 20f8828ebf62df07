package dev.ratiofixer.concurrent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Gathers requests of a few rows each, so that many share one piece of work, in the order they came. Not thread-safe:
 * it belongs to one context.
 *
 * @param <Q> a row that is asked
 * @param <A> the answer to a row
 */
public final class RequestBatcher<Q, A> {
    private record Waiting<Q, A>(List<Q> rows, Promise<List<A>> answer) {}

    private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private int rows;

    /** Adds a request; the future gets the answers to its rows, in their order. */
    public Future<List<A>> add(List<Q> request) {
        Promise<List<A>> answer = Promise.promise();
        waiting.add(new Waiting<>(request, answer));
        rows += request.size();
        return answer.future();
    }

    /** Returns how many rows wait. */
    public int rows() {
        return rows;
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the oldest requests that together have at most {@code limit} rows, and at least one request. */
    public OpenBatch<Q, A> take(int limit) {
        List<Waiting<Q, A>> taken = new ArrayList<>();
        List<Q> together = new ArrayList<>();
        while (!waiting.isEmpty()
                && (taken.isEmpty()
                        || together.size() + waiting.getFirst().rows().size() <= limit)) {
            Waiting<Q, A> next = waiting.removeFirst();
            taken.add(next);
            together.addAll(next.rows());
        }
        rows -= together.size();
        return new OpenBatch<>(taken, together);
    }

    /** Requests that share one piece of work. */
    public static final class OpenBatch<Q, A> {
        private final List<Waiting<Q, A>> requests;
        private final List<Q> rows;

        private OpenBatch(List<Waiting<Q, A>> requests, List<Q> rows) {
            this.requests = requests;
            this.rows = rows;
        }

        /** Returns the rows of all its requests, one after the other. */
        public List<Q> rows() {
            return rows;
        }

        /** Answers every request, given an answer for each of {@link #rows}. */
        public void answer(List<A> answers) {
            int from = 0;
            for (Waiting<Q, A> request : requests) {
                int to = from + request.rows().size();
                request.answer().complete(answers.subList(from, to));
                from = to;
            }
        }

        /** Fails every request. */
        public void fail(Throwable cause) {
            requests.forEach(request -> request.answer().fail(cause));
        }
    }
}

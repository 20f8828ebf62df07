package dev.ratiofixer.model;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Requests that wait for a forward pass, in the order they came. Not thread-safe: one context. */
final class RequestBatcher {
    private record Waiting(List<Features> rows, Promise<List<Expectation>> answer) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int rows;

    Future<List<Expectation>> add(List<Features> request) {
        Promise<List<Expectation>> answer = Promise.promise();
        waiting.add(new Waiting(request, answer));
        rows += request.size();
        return answer.future();
    }

    int rows() {
        return rows;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The oldest requests that together have at most {@code limit} rows, and at least one request. */
    Share take(int limit) {
        List<Waiting> share = new ArrayList<>();
        List<Features> together = new ArrayList<>();
        while (!waiting.isEmpty()
                && (share.isEmpty()
                        || together.size() + waiting.getFirst().rows().size() <= limit)) {
            Waiting next = waiting.removeFirst();
            share.add(next);
            together.addAll(next.rows());
        }
        rows -= together.size();
        return new Share(share, together);
    }

    /** Requests that share one forward pass. */
    static final class Share {
        private final List<Waiting> requests;
        private final List<Features> rows;

        private Share(List<Waiting> requests, List<Features> rows) {
            this.requests = requests;
            this.rows = rows;
        }

        List<Features> rows() {
            return rows;
        }

        void answer(List<Expectation> expectations) {
            int from = 0;
            for (Waiting request : requests) {
                int to = from + request.rows().size();
                request.answer().complete(expectations.subList(from, to));
                from = to;
            }
        }

        void fail(Throwable cause) {
            requests.forEach(request -> request.answer().fail(cause));
        }
    }
}

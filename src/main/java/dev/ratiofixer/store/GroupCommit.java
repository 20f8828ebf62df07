package dev.ratiofixer.store;

import dev.ratiofixer.bus.Mailbox.CallerContext;
import dev.ratiofixer.store.Database.DatabaseException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes one by one when little comes, and many in one statement when much does: while one group is written, the next
 * gathers. Any thread may call; who calls on a context is answered on it, whoever shares the statement.
 *
 * <p>It writes on a context of its own: a statement that is begun on a verticle's context is never answered when that
 * verticle is undeployed meanwhile, and all who come later would wait for it.
 *
 * @param <T> what is written
 * @param <R> what became of one, in the order given
 */
public final class GroupCommit<T, R> {
    private final Context own;
    private final int largest;
    private final int maxWaiting;
    private final Function<List<T>, Future<List<R>>> write;
    private final ArrayDeque<QueuedItem<T, R>> waiting = new ArrayDeque<>();
    private boolean writing;

    private record QueuedItem<T, R>(T item, Promise<R> outcome) {}

    /** @param own a context of no verticle */
    public GroupCommit(Context own, int largest, int maxWaiting, Function<List<T>, Future<List<R>>> write) {
        this.own = own;
        this.largest = largest;
        this.maxWaiting = maxWaiting;
        this.write = write;
    }

    /** Fails with {@link DatabaseException} at once when too many wait already. */
    public Future<R> submit(T item) {
        Promise<R> outcome = Promise.promise();
        synchronized (waiting) {
            if (waiting.size() >= maxWaiting) {
                return Future.failedFuture(new DatabaseException(
                        "the database is too slow: " + maxWaiting + " writes wait; try again later"));
            }
            waiting.add(new QueuedItem<>(item, outcome));
        }
        own.runOnContext(now -> writeNext());
        return CallerContext.answered(outcome.future());
    }

    private void writeNext() {
        List<QueuedItem<T, R>> group = new ArrayList<>();
        synchronized (waiting) {
            if (writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
            while (group.size() < largest && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
        }
        writeGroup(group).onComplete(done -> {
            synchronized (waiting) {
                writing = false;
            }
            writeNext();
        });
    }

    /** One row at fault must not fail its neighbours: the group is halved until it stands alone. */
    private Future<Void> writeGroup(List<QueuedItem<T, R>> group) {
        return write.apply(group.stream().map(QueuedItem::item).toList()).transform(outcome -> {
            if (outcome.succeeded()) {
                for (int i = 0; i < group.size(); i++) {
                    group.get(i).outcome().complete(outcome.result().get(i));
                }
            } else if (group.size() > 1 && StatementFailures.isInTheRows(outcome.cause())) {
                int half = group.size() / 2;
                return writeGroup(group.subList(0, half))
                        .compose(first -> writeGroup(group.subList(half, group.size())));
            } else {
                group.forEach(entry -> entry.outcome().fail(outcome.cause()));
            }
            return Future.succeededFuture();
        });
    }
}

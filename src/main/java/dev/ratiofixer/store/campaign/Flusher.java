package dev.ratiofixer.store.campaign;

import dev.ratiofixer.bus.Mailbox.CallerContext;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.store.DashboardRows;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.Pending;
import dev.ratiofixer.store.sample.SampleWriter;
import dev.ratiofixer.store.sample.SampleWriter.PendingSample;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pending ticks in batches, one batch at a time, soon after they come. While the database is away it tries again
 * and the ticks wait. Runs on a context of its own; {@link #wake} may come from any thread.
 */
final class Flusher {
    private static final Logger log = LoggerFactory.getLogger(Flusher.class);
    private static final int BATCH = 1_000;
    private static final int SAMPLES_A_STATEMENT = 5_000;
    private static final long SOON_MS = 100;
    private static final long FIRST_RETRY_MS = 250;
    private static final long LAST_RETRY_MS = 5_000;

    private final Vertx vertx;
    private final Context context;
    private final WriteBehindBuffer pending;
    private final SampleWriter samples;
    private final SnapshotWriter snapshots;
    private final DashboardRows dashboard;
    private final Consumer<Campaign> lost;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Promise<Void>> drains = new ArrayList<>();
    private boolean writing;
    private long retryMs = FIRST_RETRY_MS;
    private volatile @Nullable String trouble;

    /** @param lost is called with campaigns whose lease is over, and the epoch of it */
    Flusher(
            Vertx vertx,
            WriteBehindBuffer pending,
            SampleWriter samples,
            SnapshotWriter snapshots,
            DashboardRows dashboard,
            Consumer<Campaign> lost) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.pending = pending;
        this.samples = samples;
        this.snapshots = snapshots;
        this.dashboard = dashboard;
        this.lost = lost;
    }

    /** @param waiting how many campaigns wait */
    void wake(int waiting) {
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(now -> writeIn(SOON_MS));
        } else if (waiting == BATCH && trouble == null) {
            context.runOnContext(now -> write());
        }
    }

    /** Completes when nothing waits any more, on the caller's context. */
    Future<Void> drain() {
        Promise<Void> drained = Promise.promise();
        scheduled.set(true);
        context.runOnContext(now -> {
            drains.add(drained);
            write();
        });
        return CallerContext.answered(drained.future());
    }

    /** Why the last write failed, {@code null} if it did not. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void writeIn(long millis) {
        vertx.setTimer(millis, fired -> write());
    }

    private void write() {
        if (writing) {
            return;
        }
        List<Pending> batch = pending.take(BATCH);
        if (batch.isEmpty()) {
            rest();
            return;
        }
        writing = true;
        write(batch)
                .onComplete(outcome -> context.runOnContext(now -> {
                    writing = false;
                    if (outcome.succeeded()) {
                        pending.written();
                        retryMs = FIRST_RETRY_MS;
                        goOn(batch.size());
                    } else {
                        pending.putBack();
                        retry(outcome.cause());
                    }
                }));
    }

    private void goOn(int written) {
        if (trouble != null) {
            log.info("database is back, writing what waited campaigns={}", pending.campaigns());
            trouble = null;
        }
        if (written == BATCH || !drains.isEmpty()) {
            write();
        } else {
            writeIn(SOON_MS);
        }
    }

    private void retry(Throwable cause) {
        if (trouble == null) {
            log.warn(
                    "database does not take samples, they wait campaigns={} cause={}",
                    pending.campaigns(),
                    cause.toString());
        }
        trouble = String.valueOf(cause.getMessage());
        writeIn(retryMs);
        retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    }

    private void rest() {
        drains.forEach(Promise::complete);
        drains.clear();
        scheduled.set(false);
        // One may have come between the look and the flag.
        if (pending.campaigns() > 0 && scheduled.compareAndSet(false, true)) {
            writeIn(SOON_MS);
        }
    }

    private Future<Void> write(List<Pending> batch) {
        return append(batch.stream().flatMap(each -> each.readings().stream()).toList())
                .compose(appended ->
                        snapshots.write(batch.stream().map(Pending::tick).toList()))
                .compose(stale -> facts(batch).map(stale))
                .onSuccess(stale -> {
                    tellLost(batch, stale);
                    show(batch, stale);
                })
                .<Void>mapEmpty()
                .recover(failed ->
                        StatementFailures.isInTheRows(failed) ? isolate(batch, failed) : Future.failedFuture(failed));
    }

    private Future<Void> facts(List<Pending> batch) {
        List<Campaign> changed = batch.stream()
                .filter(Pending::facts)
                .map(each -> each.tick().campaign())
                .toList();
        return changed.isEmpty() ? Future.succeededFuture() : snapshots.writeFacts(changed);
    }

    private Future<Void> append(List<PendingSample> readings) {
        Future<Void> appended = Future.succeededFuture();
        for (int from = 0; from < readings.size(); from += SAMPLES_A_STATEMENT) {
            List<PendingSample> part = readings.subList(from, Math.min(readings.size(), from + SAMPLES_A_STATEMENT));
            appended = appended.compose(before -> samples.append(part));
        }
        return appended;
    }

    /** One row that the database refuses must not hold up the rest for ever. */
    private Future<Void> isolate(List<Pending> batch, Throwable failed) {
        if (batch.size() == 1) {
            Campaign campaign = batch.getFirst().tick().campaign();
            log.error("campaign={} the database refuses its row, given up", campaign.id(), failed);
            lost.accept(campaign);
            return Future.succeededFuture();
        }
        int half = batch.size() / 2;
        return write(batch.subList(0, half)).compose(first -> write(batch.subList(half, batch.size())));
    }

    /** Nobody waits for it: a dashboard that holds its table holds up no sample. */
    private void show(List<Pending> batch, Set<String> stale) {
        batch.stream()
                .map(Pending::tick)
                .filter(tick -> !stale.contains(tick.campaign().id()))
                .forEach(tick -> dashboard.show(tick.campaign(), tick.snapshot()));
    }

    private void tellLost(List<Pending> batch, Set<String> stale) {
        batch.stream()
                .map(each -> each.tick().campaign())
                .filter(campaign -> stale.contains(campaign.id()))
                .forEach(lost);
    }
}

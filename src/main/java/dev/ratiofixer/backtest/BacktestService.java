package dev.ratiofixer.backtest;

import dev.ratiofixer.backtest.Backtest.Progress;
import dev.ratiofixer.backtest.Backtest.Trial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs backtests on a thread of their own, one after the other, so many waiting at most, each for so long at most. One
 * of a campaign runs at a time. Any thread may call; who calls on a context is answered on it.
 */
public final class BacktestService {
    /** More would make a person wait for minutes. */
    private static final int MOST_WAITING = 8;
    /** Real time; what is done by then is answered. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final BacktestCase.Source cases;
    private final LongSupplier nanos;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private @Nullable WorkerExecutor worker;

    /** What is told between the two threads. */
    private static final class Running {
        private volatile double share;
        private volatile boolean cancelled;
    }

    /**
     * Makes one for a node.
     *
     * @param nanos a clock of real time that only goes forward
     */
    public BacktestService(Vertx vertx, BacktestCase.Source cases, LongSupplier nanos) {
        this.vertx = vertx;
        this.cases = cases;
        this.nanos = nanos;
    }

    /**
     * Why a backtest is not begun: another of the campaign runs, or too many wait. {@code getMessage} is for people.
     */
    public static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNowException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Runs a backtest; empty for an unknown campaign.
     *
     * @return fails with {@link NotNowException}, or {@link IllegalArgumentException} for settings that cannot be
     */
    public Future<Optional<BacktestReport>> run(
            String campaignId, @Nullable Instant from, @Nullable Instant to, Trial trial) {
        if (running.size() >= MOST_WAITING) {
            return Future.failedFuture(new NotNowException(
                    "so many backtests run or wait already: " + MOST_WAITING + "; try again later"));
        }
        Running mine = new Running();
        if (running.putIfAbsent(campaignId, mine) != null) {
            return Future.failedFuture(
                    new NotNowException("a backtest of this campaign runs already: wait for it, or cancel it"));
        }
        return cases.read(campaignId, from, to)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.<BacktestReport>empty())
                        : worker().executeBlocking(() -> Backtest.run(found.get(), trial, progress(mine)))
                                .map(Optional::of))
                .onComplete(done -> running.remove(campaignId, mine));
    }

    private Progress progress(Running mine) {
        long end = nanos.getAsLong() + LONGEST.toNanos();
        return share -> {
            mine.share = share;
            if (mine.cancelled) {
                return "it was cancelled";
            }
            return nanos.getAsLong() - end > 0 && share < 1
                    ? "it took longer than %d seconds: ask for the rest from the last look on"
                            .formatted(LONGEST.toSeconds())
                    : null;
        };
    }

    /** How far the campaign's backtest on this node is; empty where none runs. */
    public OptionalDouble share(String campaignId) {
        Running mine = running.get(campaignId);
        return mine == null ? OptionalDouble.empty() : OptionalDouble.of(mine.share);
    }

    /** Ends the campaign's backtest on this node at its next look; its asker gets what is done by then. */
    public void cancel(String campaignId) {
        Running mine = running.get(campaignId);
        if (mine != null) {
            mine.cancelled = true;
        }
    }

    private synchronized WorkerExecutor worker() {
        if (worker == null) {
            worker = vertx.createSharedWorkerExecutor(
                    "backtest", 1, LONGEST.plusSeconds(10).toNanos());
        }
        return worker;
    }
}

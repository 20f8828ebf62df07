package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Unreachable;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.quota.QuotaLease;
import dev.ratiofixer.youtube.quota.QuotaLease.QuotaAllocator;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that are paid for before they go out: no unit from the ledger, no request. */
final class QuotaMeteredApi {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaMeteredApi.class);

    /** An even pace ends a little before midnight: that is no trouble. */
    private static final Duration EVENING = Duration.ofMinutes(10);

    private final YouTubeApi api;
    private final YouTubeCircuitBreaker upstream;
    private final QuotaAllocator budget;
    private final InstantSource clock;
    private final Runnable wake;
    private @Nullable Outage ledgerDown;

    /** @param wake called when a chunk of units has come */
    QuotaMeteredApi(
            YouTubeApi api, YouTubeCircuitBreaker upstream, QuotaAllocator budget, InstantSource clock, Runnable wake) {
        this.api = api;
        this.upstream = upstream;
        this.budget = budget;
        this.clock = clock;
        this.wake = wake;
    }

    /** Whether a call may go out now, if it can be paid. */
    boolean open(Instant now) {
        return upstream.open(now) && !budget.closing(now);
    }

    /** When to look again whether it is open. */
    Duration untilOpen(Instant now) {
        return budget.closing(now) ? budget.untilNextDay(now) : upstream.untilOpen(now);
    }

    /** Whether nothing is left of the day's quota. */
    boolean exhausted() {
        return budget.exhausted();
    }

    /** What keeps every video from being polled, if something does. */
    Optional<Outage> trouble(Instant now) {
        return upstream.trouble().or(this::ledgerDown).or(() -> exhausted(now));
    }

    /** Why a look-up cannot be made and need not wait, if so. */
    Optional<ProviderFailure> refusal(Instant now) {
        if (upstream.trouble().isPresent() && !upstream.open(now)) {
            return upstream.lastFailure();
        }
        if (ledgerDown().isPresent()) {
            return Optional.of(new Unreachable("the database does not answer how much YouTube allows today"));
        }
        return budget.units().empty() && !budget.units().mayProbe() ? Optional.of(usedUp(now)) : Optional.empty();
    }

    /** The pace that uses the day's rest evenly. */
    double callsPerSecond(Instant now) {
        return budget.callsPerSecond(now);
    }

    /** Takes a unit for a poll; {@code detailed} polls want one for {@code videos.list} if there still is one. */
    Optional<QuotaLease> payPoll(boolean detailed) {
        return detailed && budget.units().left() > 0
                ? pay(budget.units())
                : budget.choose().flatMap(this::pay);
    }

    /** Takes a unit for {@code videos.list}, channels or playlists. */
    Optional<QuotaLease> payUnit() {
        return pay(budget.units());
    }

    /** Whether a poll paid from this lease goes to {@code videos:batchGetStats}. */
    boolean isStats(QuotaLease lease) {
        return lease == budget.stats();
    }

    /** Reads videos, with a unit that was taken before. */
    Future<VideoBatch> videos(QuotaLease paid, VideoCall call, List<VideoId> ids) {
        return send(paid, youTube -> youTube.videos(call, ids));
    }

    /** Takes a unit, waiting for a chunk if need be, and makes the call with it. */
    <T> Future<T> spendUnit(Function<YouTubeApi, Future<T>> call, Instant now) {
        if (!open(now)) {
            return ProviderException.failed(new Unreachable("paused"));
        }
        QuotaLease units = budget.units();
        if (units.take()) {
            return send(units, call);
        }
        return units.refill().compose(done -> units.take() ? send(units, call) : ProviderException.failed(usedUp(now)));
    }

    private QuotaExhausted usedUp(Instant now) {
        return new QuotaExhausted("what YouTube allows in a day is used up", budget.untilNextDay(now));
    }

    private <T> Future<T> send(QuotaLease paid, Function<YouTubeApi, Future<T>> call) {
        return upstream.through(() -> call.apply(api))
                .onSuccess(answer -> reopen(paid))
                .onFailure(cause -> {
                    if (ProviderException.of(cause) instanceof QuotaExhausted) {
                        close(paid);
                    }
                });
    }

    private Optional<Outage> ledgerDown() {
        return budget.nothingAtHand() ? Optional.ofNullable(ledgerDown) : Optional.empty();
    }

    private Optional<Outage> exhausted(Instant now) {
        Duration rest = budget.untilNextDay(now);
        return budget.exhausted() && rest.compareTo(EVENING) > 0
                ? Optional.of(new Outage(
                        WatchError.QUOTA_EXHAUSTED,
                        "what YouTube allows in a day is used up; new numbers come from " + now.plus(rest) + " on"
                                + (budget.closed() ? ", or within 15 minutes after Google gives more" : ""),
                        now))
                : Optional.empty();
    }

    private Optional<QuotaLease> pay(QuotaLease lease) {
        if (lease.take()) {
            return Optional.of(lease);
        }
        if (!lease.empty()) {
            lease.refill().onSuccess(done -> ledgerAnswers()).onFailure(this::ledgerFails);
        }
        return Optional.empty();
    }

    private void ledgerAnswers() {
        if (ledgerDown != null) {
            LOG.info("youtube=quota_ledger_back");
            ledgerDown = null;
        }
        wake.run();
    }

    private void ledgerFails(Throwable cause) {
        if (ledgerDown == null) {
            LOG.error("youtube=quota_ledger_down polling=paused", cause);
            ledgerDown = new Outage(
                    WatchError.UPSTREAM_DOWN,
                    "the database does not answer how much YouTube allows today, so no numbers are read until it does",
                    clock.instant());
        }
    }

    private void reopen(QuotaLease lease) {
        if (lease.closed()) {
            lease.answered()
                    .onSuccess(done -> wake.run())
                    .onFailure(down -> LOG.error("youtube=quota_ledger_down", down));
        }
    }

    private void close(QuotaLease lease) {
        if (!lease.closed()) {
            LOG.error(
                    "youtube=quota_exceeded bucket={} until=midnight Pacific time, or YouTube answers again",
                    lease.bucket().key());
        }
        lease.exhaust().onFailure(down -> LOG.error("youtube=quota_ledger_down", down));
    }
}

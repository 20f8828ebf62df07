package dev.ratiofixer.youtube.quota;

import dev.ratiofixer.time.PacificDay;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Both buckets that polling draws on, and the pace at which the rest of the day can be lived on. */
public final class QuotaAllocator {
    /** Before midnight no call goes out that might arrive after it and count as the next day's. */
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    /** While YouTube says that nothing is left. */
    private static final double PROBES_A_SECOND = 1.0 / 60;

    private final RandomGenerator random;
    private final QuotaLease units;
    private final QuotaLease stats;

    /** @param alone how long an even pace goes on without the ledger; zero keeps no more at hand than a chunk */
    public QuotaAllocator(
            QuotaLedger ledger,
            InstantSource clock,
            RandomGenerator random,
            IntSupplier unitsADay,
            IntSupplier statsCallsADay,
            Supplier<Duration> alone) {
        this.random = random;
        this.units = new QuotaLease(
                ledger, QuotaBucket.UNITS, clock, unitsADay, () -> share(unitsADay.getAsInt(), alone.get()));
        this.stats = new QuotaLease(
                ledger,
                QuotaBucket.STATS_CALLS,
                clock,
                statsCallsADay,
                () -> share(statsCallsADay.getAsInt(), alone.get()));
    }

    private static int share(int unitsADay, Duration time) {
        return Math.toIntExact(unitsADay * time.toSeconds() / Duration.ofDays(1).toSeconds());
    }

    public QuotaLease units() {
        return units;
    }

    public QuotaLease stats() {
        return stats;
    }

    /**
     * Which bucket the next poll draws on: by chance, in proportion to what is left, so that both end together and no
     * video is always read from the same one. A bucket with nothing at hand gives way to one with something. Empty when
     * nothing is left in either. A bucket that may be open again comes first.
     */
    public Optional<QuotaLease> choose() {
        if (units.mayProbe() || stats.mayProbe()) {
            return Optional.of(units.mayProbe() ? units : stats);
        }
        int left = units.left() + stats.left();
        if (left == 0) {
            return Optional.empty();
        }
        boolean drawUnits = random.nextInt(left) < units.left();
        QuotaLease chosen = drawUnits ? units : stats;
        QuotaLease other = drawUnits ? stats : units;
        return Optional.of(chosen.atHand() == 0 && other.atHand() > 0 ? other : chosen);
    }

    /** Whether no call can be paid without asking the ledger. */
    public boolean nothingAtHand() {
        return units.atHand() == 0 && stats.atHand() == 0;
    }

    /** The pace that uses all that is left evenly until the day's end. */
    public double callsPerSecond(Instant now) {
        Duration rest = Duration.between(now, lastCall(now));
        if (exhausted() && closed()) {
            return PROBES_A_SECOND;
        }
        return rest.isPositive() ? (units.left() + stats.left()) / (rest.toNanos() / 1e9) : 0;
    }

    /** Whether it is too late for a call of this day. */
    public boolean closing(Instant now) {
        return !now.isBefore(lastCall(now));
    }

    /** Whether nothing of either bucket is left today. */
    public boolean exhausted() {
        return units.empty() && stats.empty();
    }

    /** Whether YouTube itself said that a bucket is used up. */
    public boolean closed() {
        return units.closed() || stats.closed();
    }

    /** Until the next day begins. */
    public Duration untilNextDay(Instant now) {
        return Duration.between(now, PacificDay.of(now).end());
    }

    /** Asks for the first chunks; fails if the ledger cannot be asked. */
    public Future<Void> open() {
        return units.refill().compose(done -> stats.refill());
    }

    /** Gives back what is not spent. */
    public Future<Void> close() {
        return Future.join(units.close(), stats.close()).mapEmpty();
    }

    private static Instant lastCall(Instant now) {
        return PacificDay.of(now).end().minus(LAST_CALL);
    }
}

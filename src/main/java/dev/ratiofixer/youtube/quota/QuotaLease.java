package dev.ratiofixer.youtube.quota;

import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's chunk of one bucket: units already granted by the ledger, spent one by one without asking it again. A
 * process that dies loses at most a chunk. Not thread-safe: it belongs to one context.
 */
public final class QuotaLease {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaLease.class);
    /** A chunk lasts for about a minute of an evenly spent day. */
    private static final int CHUNKS_A_DAY = 1440;

    private static final Duration FIRST_PROBE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(15);

    private final QuotaLedger ledger;
    private final QuotaBucket bucket;
    private final InstantSource clock;
    private final IntSupplier limit;
    private final IntSupplier reserve;
    private PacificDay day;
    private int chunk;
    private int leftInLedger;
    private int known;
    private int spent;
    private boolean asked;
    private boolean closed;
    private final Backoff probes = new Backoff(FIRST_PROBE, LONGEST_PROBE);
    private Instant probeAt = Instant.MIN;
    private boolean probing;
    private @Nullable Future<Void> refill;

    public QuotaLease(QuotaLedger ledger, QuotaBucket bucket, InstantSource clock, IntSupplier limit) {
        this(ledger, bucket, clock, limit, () -> 0);
    }

    /**
     * A lease that also keeps something for a time without the ledger. It grows with what was spent, so that a process
     * that is killed young loses little.
     *
     * @param reserve units to keep at hand
     */
    public QuotaLease(
            QuotaLedger ledger, QuotaBucket bucket, InstantSource clock, IntSupplier limit, IntSupplier reserve) {
        this.reserve = reserve;
        this.ledger = ledger;
        this.bucket = bucket;
        this.clock = clock;
        this.limit = limit;
        this.day = PacificDay.of(clock.instant());
        this.known = limit.getAsInt();
        this.leftInLedger = known;
    }

    public QuotaBucket bucket() {
        return bucket;
    }

    /** The day's units of this bucket. */
    public int limit() {
        return limit.getAsInt();
    }

    /** Takes one unit if there is one at hand; if not, {@link #refill} may bring more. */
    public boolean take() {
        if (mayProbe()) {
            probeAt = clock.instant().plus(probes.failed());
            probing = true;
            return true;
        }
        if (chunk == 0) {
            return false;
        }
        chunk--;
        spent++;
        if (chunk <= Math.max(chunkSize() / 3, Math.min(spent, reserve.getAsInt())) && leftInLedger > 0) {
            refill();
        }
        return true;
    }

    /**
     * Whether a call is due that finds out if YouTube, which said that the bucket is used up, answers again. It takes
     * no unit; pauses between such calls grow up to a quarter of an hour.
     */
    public boolean mayProbe() {
        turnDay();
        return closed && !clock.instant().isBefore(probeAt);
    }

    /** Whether YouTube said that the bucket is used up. */
    public boolean closed() {
        turnDay();
        return closed;
    }

    /** A call was answered; if that was a surprise, the bucket is open again, for all nodes. */
    public Future<Void> answered() {
        turnDay();
        // A call that was on its way when another was refused is no surprise.
        if (!closed || !probing) {
            return Future.succeededFuture();
        }
        LOG.info("youtube=quota_back bucket={}", bucket.key());
        open();
        return ledger.reopen(day, bucket).compose(done -> refill()).onSuccess(done -> chunk = Math.max(0, chunk - 1));
    }

    /** Units that can be taken without asking the ledger. */
    public int atHand() {
        turnDay();
        return chunk;
    }

    /** Units of the day that this node may still hope for: those at hand and those in the ledger. */
    public int left() {
        turnDay();
        return chunk + leftInLedger;
    }

    /** Whether the ledger has said that nothing is left and nothing is at hand. */
    public boolean empty() {
        turnDay();
        return left() == 0 && (asked || limit.getAsInt() == 0);
    }

    /** Asks the ledger for a chunk, once at a time; fails if the ledger cannot be asked. */
    public Future<Void> refill() {
        turnDay();
        if (refill != null) {
            return refill;
        }
        PacificDay of = day;
        Future<Void> running = ledger.reserve(of, bucket, chunkSize(), limit.getAsInt())
                .onSuccess(grant -> receive(of, grant))
                .mapEmpty();
        refill = running;
        running.onComplete(done -> refill = null);
        return running;
    }

    /** YouTube says that the bucket is used up: drops what is at hand and closes the bucket for the day. */
    public Future<Void> exhaust() {
        turnDay();
        if (closed) {
            probing = false;
            return Future.succeededFuture();
        }
        close(FIRST_PROBE);
        return ledger.exhaust(day, bucket);
    }

    private void close(Duration untilProbe) {
        chunk = 0;
        leftInLedger = 0;
        asked = true;
        closed = true;
        probing = false;
        probeAt = clock.instant().plus(untilProbe);
    }

    private void open() {
        closed = false;
        asked = false;
        leftInLedger = limit.getAsInt();
        probes.succeeded();
    }

    /** Gives what is at hand back to the ledger, at a clean stop. */
    public Future<Void> close() {
        turnDay();
        int unspent = chunk;
        chunk = 0;
        return unspent == 0 ? Future.succeededFuture() : ledger.giveBack(day, bucket, unspent);
    }

    private void receive(PacificDay of, QuotaLedger.Grant grant) {
        turnDay();
        if (of.equals(day) && grant.exhausted() && !closed) {
            // Some node found that out, maybe hours ago.
            close(LONGEST_PROBE);
        }
        if (of.equals(day) && !closed) {
            chunk += grant.granted();
            leftInLedger = grant.left();
            asked = true;
        }
    }

    /** Yesterday's units are no good today. */
    private void turnDay() {
        PacificDay today = PacificDay.of(clock.instant());
        if (!today.equals(day)) {
            day = today;
            chunk = 0;
            spent = 0;
            known = limit.getAsInt();
            leftInLedger = known;
            asked = false;
            closed = false;
            probes.succeeded();
        }
        followLimit();
    }

    /** The configuration may change the day's units at any time; what is at hand was granted and stays. */
    private void followLimit() {
        int now = limit.getAsInt();
        if (now != known && !closed) {
            leftInLedger = Math.max(0, leftInLedger + now - known);
            // What the ledger said was said of another limit.
            asked = false;
        }
        known = now;
    }

    private int chunkSize() {
        return Math.max(1, limit.getAsInt() / CHUNKS_A_DAY);
    }

    /** Both buckets that polling draws on, and the pace at which the rest of the day can be lived on. */
    public static final class QuotaAllocator {
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
            return Math.toIntExact(
                    unitsADay * time.toSeconds() / Duration.ofDays(1).toSeconds());
        }

        public QuotaLease units() {
            return units;
        }

        public QuotaLease stats() {
            return stats;
        }

        /**
         * Which bucket the next poll draws on: by chance, in proportion to what is left, so that both end together and
         * no video is always read from the same one. A bucket with nothing at hand gives way to one with something.
         * Empty when nothing is left in either. A bucket that may be open again comes first.
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
}

package dev.ratiofixer.google.ads.operations;

import dev.ratiofixer.google.ads.operations.OperationsLedger.Grant;
import dev.ratiofixer.google.ads.operations.OperationsLedger.Used;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node's grants of the day's operations: taken one by one without asking the ledger again, for some minutes; what
 * is left then goes back. Without a limit nothing is asked and everything is allowed.
 *
 * <p>Belongs to one context, but for {@link #report}, which any thread may call.
 */
public final class OperationsAllowance {
    /** How long a grant may be used. */
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** A call may still wait for a connection when its grant ends, and clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** After the ledger had nothing left, before it is asked again. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** What is known of the day: the last word of the ledger, {@code plan} is {@code null} without a limit. */
    public record OperationsUse(@Nullable OperationsPlan plan, Used used) {
        /** Whether only returns are still let through. */
        public boolean scarce() {
            return plan != null && used.all() >= plan.ceiling(OperationPurpose.CHANGE);
        }
    }

    private static final class Held {
        private int left;
        private Instant useUntil = Instant.MIN;
        private Instant countsUntil = Instant.MIN;
        private Instant emptyUntil = Instant.MIN;
        private @Nullable Future<Void> asking;
        private @Nullable ProviderFailure empty;
    }

    private final OperationsLedger ledger;
    private final InstantSource clock;
    private final Supplier<Optional<OperationsPlan>> plan;
    private final Map<OperationPurpose, Held> held = new EnumMap<>(OperationPurpose.class);
    private volatile Used used = Used.NONE;

    /** @param plan asked at each call; empty where the access level has no limit */
    public OperationsAllowance(OperationsLedger ledger, InstantSource clock, Supplier<Optional<OperationsPlan>> plan) {
        this.ledger = ledger;
        this.clock = clock;
        this.plan = plan;
        for (OperationPurpose purpose : OperationPurpose.values()) {
            held.put(purpose, new Held());
        }
    }

    /** Returns one that allows everything and counts nothing. */
    public static OperationsAllowance unlimited() {
        return new OperationsAllowance(new NoLedger(), () -> Instant.EPOCH, Optional::empty);
    }

    /**
     * Takes operations of a call that is about to be sent. Fails with {@link ProviderFailure.QuotaExhausted} when the
     * day has none left for the purpose, and with {@link ProviderFailure.Aborted} when the ledger cannot be asked.
     */
    public Future<Void> take(OperationPurpose purpose, int operations) {
        Optional<OperationsPlan> now = plan.get();
        return now.isEmpty() ? Future.succeededFuture() : take(purpose, operations, now.get());
    }

    private Future<Void> take(OperationPurpose purpose, int operations, OperationsPlan day) {
        giveBackStale();
        Held mine = of(purpose);
        if (mine.left >= operations) {
            mine.left -= operations;
            return Future.succeededFuture();
        }
        ProviderFailure empty = mine.empty;
        if (empty != null && clock.instant().isBefore(mine.emptyUntil)) {
            return ProviderException.failed(empty);
        }
        return ask(mine, purpose, Math.max(operations, purpose.grant()), day)
                .compose(granted -> take(purpose, operations, day));
    }

    private Future<Void> ask(Held mine, OperationPurpose purpose, int wanted, OperationsPlan day) {
        if (mine.asking != null) {
            return mine.asking;
        }
        Instant now = clock.instant();
        Instant useUntil = now.plus(LIFE);
        Instant countsUntil = useUntil.plus(MARGIN)
                .plus(OperationsLedger.WINDOW)
                .truncatedTo(ChronoUnit.MINUTES)
                .plus(1, ChronoUnit.MINUTES);
        int unused = mine.left;
        Instant earlier = mine.countsUntil;
        mine.left = 0;
        Future<Void> asked = back(purpose, unused, earlier)
                .compose(done -> ledger.reserve(purpose, wanted, day.ceiling(purpose), now, countsUntil))
                .recover(
                        away -> ProviderException.failed(
                                new ProviderFailure.Aborted(
                                        "not sent: the database does not answer how many calls of Google Ads are left today; it is tried again")))
                .compose(grant -> receive(mine, purpose, grant, day, useUntil, countsUntil));
        if (!asked.isComplete()) {
            mine.asking = asked;
            asked.onComplete(done -> mine.asking = null);
        }
        return asked;
    }

    private Future<Void> receive(
            Held mine,
            OperationPurpose purpose,
            Grant grant,
            OperationsPlan day,
            Instant useUntil,
            Instant countsUntil) {
        used = grant.used();
        if (grant.granted() == 0) {
            Instant now = clock.instant();
            ProviderFailure nothing = exhausted(purpose, day, grant, now);
            mine.empty = nothing;
            mine.emptyUntil = now.plus(REST);
            return ProviderException.failed(nothing);
        }
        mine.empty = null;
        mine.left = grant.granted();
        mine.useUntil = useUntil;
        mine.countsUntil = countsUntil;
        return Future.succeededFuture();
    }

    private static ProviderFailure exhausted(OperationPurpose purpose, OperationsPlan day, Grant grant, Instant now) {
        Instant free = grant.nextFree();
        Duration pause = free == null ? REST : Duration.between(now, free);
        return new ProviderFailure.QuotaExhausted(
                "the calls that Google Ads allows in 24 hours are used up, as far as they may be used "
                        + purpose.words() + ": " + grant.used().all() + " of " + day.limit() + ", " + day.forReturns()
                        + " are kept for giving budgets back. It waits until calls are free again",
                pause.compareTo(REST) < 0 ? REST : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    /** Gives back what is not used, at a clean stop. */
    public Future<Void> close() {
        return Future.join(held.entrySet().stream()
                        .map(entry -> release(entry.getKey(), entry.getValue()))
                        .toList())
                .mapEmpty();
    }

    /** Returns what is known of the day. Any thread. */
    public OperationsUse report() {
        return new OperationsUse(plan.get().orElse(null), used);
    }

    private void giveBackStale() {
        Instant now = clock.instant();
        held.forEach((purpose, mine) -> {
            if (mine.left > 0 && !now.isBefore(mine.useUntil)) {
                release(purpose, mine);
            }
        });
    }

    private Future<Void> release(OperationPurpose purpose, Held mine) {
        int unused = mine.left;
        mine.left = 0;
        return back(purpose, unused, mine.countsUntil);
    }

    /** What cannot be given back counts as used, which does no harm. */
    private Future<Void> back(OperationPurpose purpose, int unused, Instant countsUntil) {
        if (unused == 0) {
            return Future.succeededFuture();
        }
        used = used.plus(purpose, -unused);
        return ledger.giveBack(purpose, unused, countsUntil).otherwiseEmpty();
    }

    private Held of(OperationPurpose purpose) {
        Held mine = held.get(purpose);
        if (mine == null) {
            throw new IllegalStateException("there is a place for each purpose");
        }
        return mine;
    }

    /** Is never asked. */
    private record NoLedger() implements OperationsLedger {
        @Override
        public Future<Grant> reserve(
                OperationPurpose purpose, int wanted, int ceiling, Instant now, Instant countsUntil) {
            return Future.succeededFuture(new Grant(wanted, Used.NONE, null));
        }

        @Override
        public Future<Void> giveBack(OperationPurpose purpose, int operations, Instant countsUntil) {
            return Future.succeededFuture();
        }
    }

    /** What an operation is used for, the most urgent first: what is scarce is kept for the earlier ones. */
    public enum OperationPurpose {
        /** Giving an owner's budget back, with the reads around it. */
        RETURN("return", "to give budgets back", 8),
        /** Placing an order, with the reads around it. */
        CHANGE("change", "to change budgets", 8),
        /** All other reads: for the policy, the settlement, the check list. */
        READ("read", "to look", 16);

        private final String key;
        private final String words;
        private final int grant;

        OperationPurpose(String key, String words, int grant) {
            this.key = key;
            this.words = words;
            this.grant = grant;
        }

        /** Returns its name in the ledger, in health and in metrics. */
        public String key() {
            return key;
        }

        /** Returns what the calls are for, to people. */
        public String words() {
            return words;
        }

        /** Returns how many operations a node asks for at a time: a process that dies loses at most so many. */
        int grant() {
            return grant;
        }
    }

    /**
     * How a day's operations are shared out: returns may use all of them, changes leave what returns may need, reads
     * leave what returns and changes may need.
     *
     * @param limit the operations of 24 hours
     * @param forReturns kept for returns
     * @param forChanges kept for changes, beside that
     */
    public record OperationsPlan(int limit, int forReturns, int forChanges) {
        /** A return reads, tries, changes and reads back; so many times it may be tried. */
        private static final int A_RETURN = 4 * 2;

        private static final int LEAST_SHARE = 20;
        private static final int CHANGES_SHARE = 10;

        /** Returns the plan for so many budgets that may be raised at the same time. */
        public static OperationsPlan of(int limit, int budgets) {
            int wanted = Math.max(limit / LEAST_SHARE, budgets * A_RETURN);
            return new OperationsPlan(limit, Math.min(wanted, limit / 2), limit / CHANGES_SHARE);
        }

        /** Returns what all that counts together may come to when one more is granted for a purpose. */
        public int ceiling(OperationPurpose purpose) {
            return switch (purpose) {
                case RETURN -> limit;
                case CHANGE -> limit - forReturns;
                case READ -> limit - forReturns - forChanges;
            };
        }
    }
}

package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A ledger whose caller stops for good at one named point of an order's life, as a process does that is killed there:
 * before a write, when nothing has happened, or after it, when nobody is left to hear of it.
 */
final class HaltingLedger implements OrderLedger {
    /** A write: the first one, a change from one state to another, or the confirmation before a request. */
    enum Write {
        FIRST,
        APPROVAL,
        BEGIN,
        CONFIRM_PLACING,
        PLACED,
        CONFIRM_RETURN,
        /** The provider refused to have its budget back. */
        NOT_RETURNED,
        TERM_OVER,
        COMPLETED
    }

    /** Where the caller stops. */
    record Point(OrderType type, Write write, boolean after) {
        private boolean is(Write now, Order order) {
            return now == write && order.terms().action().type() == type;
        }
    }

    /** Every point of every kind of order's life. */
    static List<Point> points() {
        List<Point> all = new ArrayList<>();
        for (OrderType type : OrderType.values()) {
            for (Write write : Write.values()) {
                if (write == Write.NOT_RETURNED) {
                    continue;
                }
                boolean returns = write == Write.CONFIRM_RETURN || write == Write.TERM_OVER;
                if (!returns || type == OrderType.AD_BUDGET) {
                    all.add(new Point(type, write, false));
                    all.add(new Point(type, write, true));
                }
            }
        }
        return List.copyOf(all);
    }

    private final OrderLedger ledger;
    private final Point point;
    private final Optional<Supplier<Future<Void>>> instead;
    private final AtomicBoolean reached = new AtomicBoolean();
    private final AtomicInteger confirmed = new AtomicInteger();
    private volatile boolean lastConfirmed;

    /** Stops at the point. */
    HaltingLedger(OrderLedger ledger, Point point) {
        this(ledger, point, Optional.empty());
    }

    /** Does something at the point and goes on. */
    HaltingLedger(OrderLedger ledger, Point point, Supplier<Future<Void>> instead) {
        this(ledger, point, Optional.of(instead));
    }

    private HaltingLedger(OrderLedger ledger, Point point, Optional<Supplier<Future<Void>>> instead) {
        this.ledger = ledger;
        this.point = point;
        this.instead = instead;
    }

    /** How many confirmations were answered. */
    int confirmed() {
        return confirmed.get();
    }

    boolean lastConfirmed() {
        return lastConfirmed;
    }

    boolean isReached() {
        return reached.get();
    }

    private <T> Future<T> at(Write write, Order order, Supplier<Future<T>> call) {
        if (!point.is(write, order) || !reached.compareAndSet(false, true)) {
            return call.get();
        }
        return point.after() ? call.get().compose(done -> stop().map(done)) : stop().compose(gone -> call.get());
    }

    /** Who waits for it waits for ever, unless there is something else to do. */
    private Future<Void> stop() {
        return instead.map(Supplier::get)
                .orElseGet(() -> Promise.<Void>promise().future());
    }

    @Override
    public Future<Written> write(Order order, SpendRules rules, OrderEvent event) {
        return at(Write.FIRST, order, () -> ledger.write(order, rules, event));
    }

    @Override
    public Future<Changed> change(String orderId, Instant now, Transition transition) {
        List<Write> what = new CopyOnWriteArrayList<>();
        Transition watched = (order, at) -> {
            NextStep verdict = transition.decide(order, at);
            what.clear();
            if (verdict instanceof NextStep.To become) {
                named(order, become.next()).ifPresent(what::add);
            }
            boolean here = what.stream().anyMatch(write -> point.is(write, order));
            return here && !point.after() && !isReached() ? new NextStep.NoChange("stopped before it") : verdict;
        };
        return ledger.change(orderId, now, watched)
                .compose(changed -> what.stream()
                        .findFirst()
                        .flatMap(write ->
                                order(changed).map(order -> at(write, order, () -> Future.succeededFuture(changed))))
                        .orElse(Future.succeededFuture(changed)));
    }

    private static Optional<Order> order(Changed changed) {
        return switch (changed) {
            case Changed.Updated moved -> Optional.of(moved.order());
            case Changed.Unchanged unmoved -> Optional.of(unmoved.order());
            case Changed.NotFound missing -> Optional.empty();
        };
    }

    private static Optional<Write> named(Order before, Order next) {
        if (before.status() == next.status()) {
            boolean ended = next instanceof Pending now
                    && before instanceof Pending was
                    && was.endedAt() == null
                    && now.endedAt() != null;
            boolean late = next instanceof Pending now
                    && before instanceof Pending was
                    && now.endedAt() == null
                    && !Objects.equals(now.unreturned(), was.unreturned());
            return ended ? Optional.of(Write.TERM_OVER) : late ? Optional.of(Write.NOT_RETURNED) : Optional.empty();
        }
        return switch (next.status()) {
            case APPROVED -> Optional.of(Write.APPROVAL);
            case PLACING -> Optional.of(Write.BEGIN);
            case PENDING -> Optional.of(Write.PLACED);
            case COMPLETED -> Optional.of(Write.COMPLETED);
            case PROPOSED, REJECTED, FAILED, CANCELLED, EXPIRED -> Optional.empty();
        };
    }

    @Override
    public Future<Boolean> confirm(Order order) {
        Write write = order.status() == OrderStatus.PENDING ? Write.CONFIRM_RETURN : Write.CONFIRM_PLACING;
        return at(write, order, () -> ledger.confirm(order)).onSuccess(mine -> {
            lastConfirmed = mine;
            confirmed.incrementAndGet();
        });
    }

    @Override
    public Future<CampaignOrderHistory> history(String campaignId, VideoId video, Instant now) {
        return ledger.history(campaignId, video, now);
    }

    @Override
    public Future<Void> remember(String campaignId, CampaignReading reading) {
        return ledger.remember(campaignId, reading);
    }

    @Override
    public Future<List<Order>> claimDue(Instant now, int limit, Set<String> inHand) {
        return ledger.claimDue(now, limit, inHand);
    }

    @Override
    public Future<Optional<Instant>> nextDue(Instant now, Set<String> inHand) {
        return ledger.nextDue(now, inHand);
    }

    @Override
    public Future<List<Order>> open(String campaignId) {
        return ledger.open(campaignId);
    }

    @Override
    public Future<List<Order>> openCosts() {
        return ledger.openCosts();
    }

    @Override
    public Future<List<Order>> leftOver(Instant now) {
        return ledger.leftOver(now);
    }

    @Override
    public Future<List<OrderRecord>> records(String campaignId, String before, int limit) {
        return ledger.records(campaignId, before, limit);
    }
}

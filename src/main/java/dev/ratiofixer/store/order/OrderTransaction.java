package dev.ratiofixer.store.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.ClientFacts;
import dev.ratiofixer.smm.order.SpendGuard.MoneyWish;
import dev.ratiofixer.smm.order.SpendGuard.Refusal;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.order.Transition.TransitionContext;
import dev.ratiofixer.smm.order.Transition.TransitionContext.CampaignPhase;
import dev.ratiofixer.store.order.OrderRow.OrderDays;
import dev.ratiofixer.store.order.OrderRow.OrderDays.SpendDays;
import dev.ratiofixer.store.order.OrderRow.TermsNow;
import dev.ratiofixer.store.order.PgOrderLedger.OrderReads;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One transaction on the order ledger. */
final class OrderTransaction {
    private final SqlConnection connection;
    private final OrderReads reads;
    private final SpendDays days;
    private final ClientSpend clients;
    private final String driver;
    private final Duration claim;

    OrderTransaction(SqlConnection connection, String driver, Duration claim) {
        this.connection = connection;
        this.reads = new OrderReads(connection);
        this.days = new SpendDays(connection);
        this.clients = new ClientSpend(connection);
        this.driver = driver;
        this.claim = claim;
    }

    /** Inserts a new order, or says why not. */
    Future<Written> insert(Order order, SpendRules rules, OrderEvent event) {
        OrderTerms terms = order.terms();
        return lockCampaign(order)
                .compose(refusal -> refusal.isPresent()
                        ? Future.succeededFuture(new Written.Disallowed(refusal.get()))
                        : connection
                                .preparedQuery(OrderSql.BY_KEY)
                                .execute(Tuple.of(terms.idempotencyKey()))
                                .compose(known -> known.size() > 0
                                        ? Future.succeededFuture(new Written.Known(
                                                OrderReads.orders(known).getFirst()))
                                        : insertNew(order, rules, event)));
    }

    /** Changes an order. */
    Future<Changed> change(String orderId, Instant now, Transition transition) {
        return connection
                .preparedQuery(OrderSql.CAMPAIGN_OF)
                .execute(Tuple.of(orderId))
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(new Changed.NotFound(orderId))
                        : connection
                                .preparedQuery(OrderSql.LOCK_CAMPAIGN)
                                .execute(Tuple.of(found.iterator().next().getString("campaign_id")))
                                .compose(campaign -> connection
                                        .preparedQuery(OrderSql.LOCK_ORDER)
                                        .execute(Tuple.of(orderId))
                                        .compose(rows -> change(rows.iterator().next(), campaign, now, transition))));
    }

    /** Why the campaign may not order; its row stays locked. */
    private Future<Optional<String>> lockCampaign(Order order) {
        OrderTerms terms = order.terms();
        return connection
                .preparedQuery(OrderSql.LOCK_CAMPAIGN)
                .execute(Tuple.of(terms.campaignId()))
                .map(rows -> {
                    Iterator<Row> row = rows.iterator();
                    if (!row.hasNext()) {
                        return Optional.of("there is no campaign " + terms.campaignId());
                    }
                    Row campaign = row.next();
                    if (campaign.getLong("lease_epoch") != terms.epoch()) {
                        return Optional.of("another node runs the campaign now");
                    }
                    return campaign.getString("status").equals("running")
                            ? new TermsNow(campaign).refuses(order)
                            : Optional.of("the campaign is " + campaign.getString("status"));
                });
    }

    private Future<Written> insertNew(Order order, SpendRules rules, OrderEvent event) {
        LocalDate day = day(order.terms().orderedAt());
        return facts(order, day)
                // The day's counters are locked now, so that nobody can take the lever in between.
                .compose(facts -> occupied(order.terms())
                        .map(taken -> taken.map(why -> new Refusal(why, false))
                                .or(() -> SpendGuard.check(order.terms().cost(), rules, facts)))
                        .compose(refusal ->
                                new MoneyWishes(connection).allocate(order.terms(), day, rules, facts, refusal)))
                .compose(refusal ->
                        refusal.isPresent() ? disallow(order.terms(), day, refusal.get()) : store(order, day, event));
    }

    /** A limit that is reached is told of once a day and campaign, in the transaction that finds it. */
    private Future<Written> disallow(OrderTerms terms, LocalDate day, Refusal refusal) {
        Future<?> told = refusal.limitReached()
                ? connection
                        .preparedQuery(OrderSql.LIMIT_REACHED)
                        .execute(Tuple.of(
                                terms.orderedAt().atOffset(ZoneOffset.UTC),
                                terms.campaignId(),
                                refusal.reason(),
                                "limit/" + day + "/" + terms.campaignId()))
                : Future.succeededFuture();
        return told.map(done -> new Written.Disallowed(refusal.reason()));
    }

    /** Why the lever is not free. */
    private Future<Optional<String>> occupied(OrderTerms terms) {
        return switch (terms.action().type()) {
            case AD_BUDGET ->
                connection
                        .preparedQuery(OrderSql.SERVICE_USER)
                        .execute(Tuple.of(terms.serviceId(), terms.campaignId()))
                        .map(rows ->
                                rows.size() == 0 ? Optional.empty() : Optional.of(SpendGuard.inUse(terms.serviceId())));
            case OWNER_COMMENT ->
                reads.comments(terms.video())
                        .map(texts -> texts.size() < PostComment.MOST_A_VIDEO
                                ? Optional.empty()
                                : Optional.of("the video has " + texts.size() + " of the engine's comments already"));
            case TEAM_TASK -> Future.succeededFuture(Optional.empty());
        };
    }

    private Future<Optional<ClientFacts>> client(OrderTerms terms, LocalDate day) {
        return connection
                .preparedQuery(OrderSql.CLIENT_OF)
                .execute(Tuple.of(terms.campaignId()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("client"))
                .compose(client -> client == null
                        ? Future.succeededFuture(Optional.empty())
                        : clients.ofClient(client, terms.orderId(), day).map(Optional::of));
    }

    private Future<SpendFacts> facts(Order order, LocalDate day) {
        OrderTerms terms = order.terms();
        if (terms.action().type() != OrderType.AD_BUDGET) {
            return Future.succeededFuture(SpendFacts.NOTHING);
        }
        String currency = terms.cost().currency();
        return client(terms, day)
                .compose(client -> days.lock(day, terms.serviceId(), currency)
                        .compose(held -> connection
                                .preparedQuery(OrderSql.CAMPAIGN_HELD)
                                .execute(Tuple.of(terms.campaignId(), terms.orderId(), day, currency))
                                .map(rows -> {
                                    Row row = rows.iterator().next();
                                    return new SpendFacts(
                                            row.getLong("total"),
                                            row.getLong("today"),
                                            held.service(),
                                            held.engine(),
                                            row.getBoolean("other_currency"),
                                            OrderRow.limits(row.getString("limits_now")),
                                            client.orElse(null));
                                })));
    }

    private Future<Written> store(Order order, LocalDate day, OrderEvent event) {
        OrderTerms terms = order.terms();
        OrderRow row = OrderRow.of(order);
        Tuple values = Tuple.tuple()
                .addString(terms.orderId())
                .addString(terms.campaignId())
                .addString(terms.video().value())
                .addString(terms.action().type().name().toLowerCase(Locale.ROOT))
                .addString(terms.serviceId())
                .addLong(terms.action().quantity())
                .addString(terms.cost().currency())
                .addOffsetDateTime(terms.orderedAt().atOffset(ZoneOffset.UTC))
                .addString(terms.idempotencyKey())
                .addLong(terms.epoch())
                .addString(PlainText.storable(terms.summary()))
                .addString(terms.action() instanceof PostComment comment ? comment.text() : null)
                .addLong(terms.forecast().likes())
                .addLong(terms.forecast().comments());
        return connection
                .preparedQuery(OrderSql.INSERT)
                .execute(columns(values, row).addLocalDate(day))
                .compose(done -> event(order, event))
                .compose(done -> days.add(day, terms.serviceId(), order.held()))
                .compose(done -> reads.totals(terms.campaignId(), terms.orderedAt()))
                .map(totals -> new Written.Stored(order, totals));
    }

    private static Tuple columns(Tuple values, OrderRow row) {
        return values.addString(row.status())
                .addBigDecimal(row.cost())
                .addOffsetDateTime(row.completedAt())
                .addString(PlainText.storable(row.approvedBy()))
                .addString(PlainText.storable(row.problem()))
                .addOffsetDateTime(row.placedAt())
                .addOffsetDateTime(row.effectUntil())
                .addLong(row.held())
                .addLong(row.spent())
                .addOffsetDateTime(row.due())
                .addString(row.state());
    }

    /** A campaign that is gone is over. */
    private static CampaignPhase owner(@Nullable Row row) {
        String status = row == null ? "" : row.getString("status");
        boolean held = row != null && row.getString("paused_by") != null;
        return switch (status) {
            case "running" -> CampaignPhase.RUNNING;
            case "paused" -> held ? CampaignPhase.HELD : CampaignPhase.PAUSED;
            default -> CampaignPhase.OVER;
        };
    }

    private Future<Changed> change(Row row, RowSet<Row> owner, Instant now, Transition transition) {
        Row campaign = owner.size() == 0 ? null : owner.iterator().next();
        Order order = OrderRow.read(row.getString("state"));
        LocalDate counted = row.getLocalDate("spend_day");
        LocalDate today = day(now);
        return otherHolds(order, counted, today)
                .map(facts -> transition.decide(
                        order, new TransitionContext(facts, owner(campaign), TermsNow.consentEnded(campaign, order))))
                .compose(verdict -> switch (verdict) {
                    case NextStep.NoChange stay -> Future.succeededFuture(new Changed.Unchanged(order, stay.reason()));
                    case NextStep.To become -> {
                        LocalDate counts = begins(become.next()) ? today : counted;
                        yield update(order, become, counted, counts, now);
                    }
                });
    }

    /**
     * The facts without the order itself, which the day's counters hold. What is decided counts for today; what is
     * being placed counts for the day on which that began.
     */
    private Future<SpendFacts> otherHolds(Order order, LocalDate counted, LocalDate today) {
        return switch (order) {
            case Proposed proposed -> otherHolds(order, counted.equals(today), today);
            case Approved approved -> otherHolds(order, counted.equals(today), today);
            case Placing placing -> otherHolds(order, true, counted);
            case Pending placed when placed.terms().action() instanceof RunTrial -> otherHolds(order, true, counted);
            case Pending placed -> Future.succeededFuture(SpendFacts.NOTHING);
            case Completed over -> Future.succeededFuture(SpendFacts.NOTHING);
            case Ended over -> Future.succeededFuture(SpendFacts.NOTHING);
        };
    }

    private Future<SpendFacts> otherHolds(Order order, boolean itself, LocalDate day) {
        long own = itself ? order.held().micros() : 0;
        return facts(order, day).map(facts -> facts.withoutOwn(own));
    }

    /** A decision counts for the day on which it is taken, and again for the day on which placing begins. */
    private static boolean begins(Order next) {
        return next instanceof Approved
                || (next instanceof Placing placing && placing.attempt().number() == 1);
    }

    private Future<Changed> update(Order order, NextStep.To become, LocalDate counted, LocalDate counts, Instant now) {
        Order next = become.next();
        boolean working = next instanceof Placing placing && placing.attempt().beingMade();
        boolean doubtful = OrderRow.mayBeUnderWay(next);
        Tuple values = columns(Tuple.of(order.id()), OrderRow.of(next))
                .addLocalDate(counts)
                .addBoolean(working)
                .addString(driver)
                .addDouble(claim.toMillis() / 1e3)
                .addBoolean(doubtful);
        OrderDays before = OrderDays.of(order, counted);
        OrderDays after = before.then(next, counts);
        return connection
                .preparedQuery(OrderSql.UPDATE)
                .execute(values)
                .compose(done -> event(next, become.event()))
                .compose(done -> days.keep(order.id(), after))
                .compose(done -> days.move(
                        order.terms().serviceId(),
                        before.changes(after, order.terms().cost().currency())))
                .compose(done -> reads.totals(order.terms().campaignId(), now))
                .map(totals -> new Changed.Updated(next, totals));
    }

    private Future<Void> event(Order order, OrderEvent event) {
        return connection
                .preparedQuery(OrderSql.EVENT)
                .execute(Tuple.tuple()
                        .addString(order.id())
                        .addOffsetDateTime(event.at().atOffset(ZoneOffset.UTC))
                        .addString(order.status().name().toLowerCase(Locale.ROOT))
                        .addString(PlainText.storable(event.actor()))
                        .addString(PlainText.storable(event.detail()))
                        .addString(PlainText.storable(event.requestId())))
                .mapEmpty();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** What campaigns want to spend of the day's limit, which the transaction has locked. */
    private record MoneyWishes(SqlConnection connection) {
        /**
         * Refuses what the limits allow where other campaigns promise more for it, and notes down what was wanted.
         *
         * @param refused why the limits do not allow it
         */
        Future<Optional<Refusal>> allocate(
                OrderTerms terms, LocalDate day, SpendRules rules, SpendFacts facts, Optional<Refusal> refused) {
            Money limit = rules.engine().perDay();
            if (!terms.cost().isPositive()
                    || limit == null
                    || !limit.currency().equals(terms.cost().currency())) {
                return Future.succeededFuture(refused);
            }
            long room = limit.micros() - facts.engineDay();
            if (refused.isPresent() && terms.cost().micros() <= room) {
                // It is not the others' money that it lacks.
                return Future.succeededFuture(refused);
            }
            return wishes(terms, day).compose(wishes -> {
                MoneyWish mine = MoneyWish.of(terms, wishes);
                Optional<Refusal> outcome =
                        refused.or(() -> SpendGuard.allocate(mine, wishes, room, terms.orderedAt()));
                return keep(terms, mine, outcome.isEmpty() ? day : null).map(kept -> outcome);
            });
        }

        private Future<List<MoneyWish>> wishes(OrderTerms terms, LocalDate day) {
            return connection
                    .preparedQuery(OrderSql.WISHES)
                    .execute(Tuple.of(
                            terms.campaignId(),
                            terms.cost().currency(),
                            terms.orderedAt().atOffset(ZoneOffset.UTC),
                            day))
                    .map(rows -> {
                        List<MoneyWish> wishes = new ArrayList<>(rows.size());
                        for (Row row : rows) {
                            OffsetDateTime since = row.getOffsetDateTime("refused_since");
                            wishes.add(new MoneyWish(
                                    row.getString("campaign_id"),
                                    row.getLong("cost_micros"),
                                    row.getDouble("likes_low"),
                                    since == null ? null : since.toInstant()));
                        }
                        return wishes;
                    });
        }

        private Future<?> keep(OrderTerms terms, MoneyWish mine, @Nullable LocalDate granted) {
            return connection
                    .preparedQuery(OrderSql.KEEP_WISH)
                    .execute(Tuple.of(
                            mine.campaignId(),
                            terms.cost().currency(),
                            mine.micros(),
                            mine.likesLow(),
                            terms.orderedAt().atOffset(ZoneOffset.UTC),
                            granted));
        }
    }
}

package dev.ratiofixer.store.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Basis;
import dev.ratiofixer.campaign.query.OrderTrail.EffectHours;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.campaign.query.OrderTrail.TrailStep;
import dev.ratiofixer.campaign.query.OrderTrail.UpliftView;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The columns that follow from an order's state. */
public record OrderRow(
        String status,
        BigDecimal cost,
        @Nullable OffsetDateTime completedAt,
        @Nullable String approvedBy,
        @Nullable String problem,
        @Nullable OffsetDateTime placedAt,
        @Nullable OffsetDateTime effectUntil,
        long held,
        long spent,
        @Nullable OffsetDateTime due,
        String state) {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final Jsonb<SpendLimits> LIMITS = new Jsonb<>(SpendLimits.class);
    private static final Jsonb<Consent> CONSENT = new Jsonb<>(Consent.class);
    private static final int MICRO_DIGITS = 6;

    static OrderRow of(Order order) {
        Approval approval = order.approval();
        return new OrderRow(
                order.status().name().toLowerCase(Locale.ROOT),
                decimal(
                        order instanceof Completed done
                                ? done.settlement().spent()
                                : order.terms().cost()),
                Columns.timestamp(Order.completedAt(order)),
                approval == null ? null : approval.by(),
                Order.problemOf(order),
                Columns.timestamp(placedAt(order)),
                Columns.timestamp(effectUntil(order)),
                order.held().micros(),
                order instanceof Completed done ? done.settlement().spent().micros() : 0,
                Columns.timestamp(order.due().orElse(null)),
                write(order));
    }

    /**
     * Whether a request of it may have been sent that has not landed. A trial's raise leaves while the order is
     * pending, where anybody may end it: who looks before would take the budget for the owner's own.
     */
    static boolean mayBeUnderWay(Order order) {
        return (order instanceof Placing placing && !placing.attempt().waiting())
                || (order instanceof Pending open
                        && open.endedAt() == null
                        && open.terms().action() instanceof RunTrial);
    }

    static Order read(String state) {
        try {
            return MAPPER.readValue(state, Order.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "an order in the database cannot be read: was it written by a newer release?", broken);
        }
    }

    /** A campaign's limits as its terms hold them. */
    static @Nullable SpendLimits limits(@Nullable String limits) {
        return limits == null || limits.equals("null") ? null : LIMITS.read(limits);
    }

    private static BigDecimal decimal(Money money) {
        return BigDecimal.valueOf(money.micros(), MICRO_DIGITS);
    }

    private static String write(Order order) {
        try {
            return Jsonb.storable(MAPPER.writerFor(Order.class).writeValueAsString(order));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an order cannot be written as JSON", broken);
        }
    }

    private static @Nullable Instant placedAt(Order order) {
        return switch (order) {
            case Pending pending -> pending.receipt().at();
            case Completed completed -> completed.receipt().at();
            case Proposed unplaced -> null;
            case Approved unplaced -> null;
            case Placing unplaced -> null;
            case Ended unplaced -> null;
        };
    }

    private static @Nullable Instant effectUntil(Order order) {
        return order instanceof Pending pending
                ? pending.endedAt() == null ? pending.until() : pending.endedAt()
                : null;
    }

    /**
     * The terms that an order's campaign has by now: they may have been edited since the order was decided.
     *
     * @param campaign its row, which is locked
     */
    record TermsNow(Row campaign) {
        /** Why a new order is not one of these terms; empty where it is. */
        Optional<String> refuses(Order order) {
            OrderTerms terms = order.terms();
            if (campaign.getString("mode").equals("observe")) {
                return Optional.of("the campaign only observes by now");
            }
            if (consentEnded(campaign, order)) {
                return Optional.of("the consent was changed or taken back while this was decided");
            }
            boolean used = switch (terms.action().type()) {
                case AD_BUDGET, OWNER_COMMENT ->
                    terms.serviceId().equals(campaign.getString("like_server"))
                            || terms.serviceId().equals(campaign.getString("comment_server"));
                case TEAM_TASK -> true;
            };
            return used || unknown(campaign)
                    ? Optional.empty()
                    : Optional.of("the campaign does not use service " + terms.serviceId() + " any more");
        }

        /**
         * Whether a consent approved the order, and there is less of it by now or none; of a trial, too, whether a
         * consent is recorded that leaves trials out.
         */
        static boolean consentEnded(@Nullable Row campaign, Order order) {
            if (campaign == null) {
                return false;
            }
            String text = campaign.getString("consent");
            Consent now = text == null || text.equals("null") ? null : CONSENT.read(text);
            if (!(order.approval() instanceof Approval.ByConsent given)) {
                // A person's word does without a consent, and not against one.
                return now != null && !now.trials() && order.terms().action() instanceof RunTrial;
            }
            return !campaign.getString("mode").equals("auto")
                    || (!unknown(campaign) && (now == null || !now.includes(given.consent())));
        }

        /** Terms that say nothing of a consent, not even that there is none, are not the engine's. */
        private static boolean unknown(Row campaign) {
            return campaign.getString("consent") == null;
        }
    }

    /**
     * On which UTC days an order holds how much: all on the day that it counts for, unless its budget is overdue, which
     * holds something on each day since. The parts always add up to what the order holds. Pure.
     *
     * @param counted the day that it counts for
     * @param own micros of that day, without what an overdue budget holds
     * @param extra micros of days on which the budget was overdue
     */
    record OrderDays(LocalDate counted, long own, NavigableMap<LocalDate, Long> extra) {
        /** Of an order before a change. */
        static OrderDays of(Order order, LocalDate counted) {
            NavigableMap<LocalDate, Long> extra = new TreeMap<>();
            if (order instanceof Pending pending) {
                Unreturned late = pending.unreturned();
                if (late != null) {
                    late.days().forEach(day -> extra.merge(day.day(), day.cost().micros(), Math::addExact));
                }
            }
            return new OrderDays(counted, order.held().micros() - sum(extra), extra);
        }

        /**
         * Of the order that it becomes: an overdue one knows its days, and what one is settled at is shared out alike.
         */
        OrderDays then(Order next, LocalDate day) {
            if (extra.isEmpty() || next instanceof Pending) {
                return of(next, day);
            }
            long all = own + sum(extra);
            NavigableMap<LocalDate, Long> shares = new TreeMap<>();
            extra.forEach((on, micros) -> shares.put(on, share(next.held().micros(), micros, all)));
            return new OrderDays(day, next.held().micros() - sum(shares), shares);
        }

        /**
         * What changes by day, the latest first, as all lock days in that order; days without a change are left out.
         */
        List<Map.Entry<LocalDate, Money>> changes(OrderDays next, String currency) {
            NavigableMap<LocalDate, Long> sums = new TreeMap<>(Comparator.reverseOrder());
            next.extra.forEach((day, micros) -> sums.merge(day, micros, Math::addExact));
            sums.merge(next.counted, next.own, Math::addExact);
            extra.forEach((day, micros) -> sums.merge(day, -micros, Math::addExact));
            sums.merge(counted, -own, Math::addExact);
            return sums.entrySet().stream()
                    .filter(change -> change.getValue() != 0)
                    .map(change -> Map.entry(change.getKey(), new Money(change.getValue(), currency)))
                    .toList();
        }

        private static long share(long of, long part, long all) {
            return all == 0
                    ? 0
                    : BigInteger.valueOf(of)
                            .multiply(BigInteger.valueOf(part))
                            .divide(BigInteger.valueOf(all))
                            .longValueExact();
        }

        private static long sum(Map<LocalDate, Long> parts) {
            return parts.values().stream().mapToLong(Long::longValue).sum();
        }

        /**
         * The counters of what a UTC day's orders hold, of one service and of all. They follow every order in its
         * transaction.
         */
        static final class SpendDays {
            private final SqlConnection connection;

            /** Micros that are held on a day. */
            record HeldMoney(long service, long engine) {}

            SpendDays(SqlConnection connection) {
                this.connection = connection;
            }

            /** Reads a day's counters and keeps them locked. */
            Future<HeldMoney> lock(LocalDate day, String service, String currency) {
                return open(day, service, currency)
                        .compose(done ->
                                connection.preparedQuery(OrderSql.LOCK_DAY).execute(Tuple.of(day, service, currency)))
                        .map(rows -> {
                            long engine = 0;
                            long own = 0;
                            for (Row row : rows) {
                                if (row.getString("service_id").isEmpty()) {
                                    engine = row.getLong("held_micros");
                                } else {
                                    own = row.getLong("held_micros");
                                }
                            }
                            return new HeldMoney(own, engine);
                        });
            }

            /** Adds to a day; a negative amount gives back. */
            Future<Void> add(LocalDate day, String service, Money amount) {
                if (amount.micros() == 0) {
                    return Future.succeededFuture();
                }
                return open(day, service, amount.currency())
                        .compose(done -> connection
                                .preparedQuery(OrderSql.COUNT_DAY)
                                .execute(Tuple.of(day, service, amount.currency(), amount.micros())))
                        .mapEmpty();
            }

            /** What an order held it holds differently, perhaps on other days. */
            Future<Void> move(String service, List<Map.Entry<LocalDate, Money>> changes) {
                Future<Void> moved = Future.succeededFuture();
                for (Map.Entry<LocalDate, Money> change : changes) {
                    moved = moved.compose(done -> add(change.getKey(), service, change.getValue()));
                }
                return moved;
            }

            /** Writes down what an order holds on days after its own. */
            Future<Void> keep(String orderId, OrderDays held) {
                return held.extra().isEmpty()
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(OrderSql.KEEP_DAYS)
                                .execute(Tuple.of(
                                        orderId,
                                        held.extra().keySet().toArray(new LocalDate[0]),
                                        held.extra().values().toArray(new Long[0])))
                                .mapEmpty();
            }

            private Future<Void> open(LocalDate day, String service, String currency) {
                return connection
                        .preparedQuery(OrderSql.OPEN_DAY)
                        .execute(Tuple.of(day, service, currency))
                        .mapEmpty();
            }
        }
    }

    /** A row of {@code youtube_ratio_fixer_orders} as it is shown. */
    public static final class OrderListRow {
        private static final Jsonb<Evidence> EVIDENCE = new Jsonb<>(Evidence.class);
        private static final Jsonb<Measured> MEASURED = new Jsonb<>(Measured.class);
        private static final Jsonb<EffectHours> WINDOW = new Jsonb<>(EffectHours.class);
        private static final int MICRO_DIGITS = 6;

        private OrderListRow() {}

        public static OrderTrail trail(Row row, List<TrailStep> audit) {
            OffsetDateTime completed = row.getOffsetDateTime("completed_at");
            String visible = row.getString("visibility");
            OrderView order = new OrderView(
                    row.getString("order_id"),
                    row.getString("campaign_id"),
                    EnumText.to(OrderType.class, row.getString("order_type")),
                    row.getString("service_id"),
                    EnumText.to(OrderStatus.class, row.getString("status")),
                    row.getLong("quantity"),
                    new Money(
                            row.getBigDecimal("cost")
                                    .movePointRight(MICRO_DIGITS)
                                    .longValueExact(),
                            row.getString("currency")),
                    row.getLong("forecast_likes"),
                    row.getLong("forecast_comments"),
                    row.getOffsetDateTime("ordered_at").toInstant(),
                    completed == null ? null : completed.toInstant(),
                    row.getString("summary"),
                    row.getString("approved_by"),
                    row.getString("problem"),
                    visible == null ? null : EnumText.to(CommentVisibility.class, visible));
            return new OrderTrail(order, uplift(row, completed), audit, basis(row));
        }

        private static Basis basis(Row row) {
            OffsetDateTime until = row.getOffsetDateTime("decide_until");
            return new Basis(
                    row.getString("campaign_name"),
                    row.getString("video_id"),
                    row.getString("video_title"),
                    row.getString("comment_text"),
                    EVIDENCE.read(row.getString("evidence")),
                    until == null ? null : until.toInstant());
        }

        public static TrailStep step(Row row) {
            return new TrailStep(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("status"),
                    row.getString("actor"),
                    row.getString("detail"),
                    row.getString("request_id"));
        }

        private static @Nullable UpliftView uplift(Row row, @Nullable OffsetDateTime completed) {
            Measured likes = measured(row.getString("uplift_likes"));
            Measured comments = measured(row.getString("uplift_comments"));
            String window = row.getString("uplift_window");
            return completed == null || (likes == null && comments == null && window == null)
                    ? null
                    : new UpliftView(
                            likes, comments, completed.toInstant(), window == null ? null : WINDOW.read(window));
        }

        private static @Nullable Measured measured(@Nullable String json) {
            return json == null ? null : MEASURED.read(json);
        }
    }
}

package dev.ratiofixer.store.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.store.Jsonb;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns that follow from an order's state. */
record OrderRow(
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
        Approval approval = Order.approvalOf(order);
        return new OrderRow(
                order.status().name().toLowerCase(Locale.ROOT),
                decimal(
                        order instanceof Completed done
                                ? done.settlement().spent()
                                : order.terms().cost()),
                time(Order.completedAt(order)),
                approval == null ? null : approval.by(),
                Order.problemOf(order),
                time(placedAt(order)),
                time(effectUntil(order)),
                order.held().micros(),
                order instanceof Completed done ? done.settlement().spent().micros() : 0,
                time(order.due().orElse(null)),
                write(order));
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

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
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

        /** Whether a consent approved the order, and there is less of it by now or none. */
        static boolean consentEnded(@Nullable Row campaign, Order order) {
            if (campaign == null || !(Order.approvalOf(order) instanceof Approval.ByConsent given)) {
                return false;
            }
            String text = campaign.getString("consent");
            Consent now = text == null || text.equals("null") ? null : CONSENT.read(text);
            return !campaign.getString("mode").equals("auto")
                    || (!unknown(campaign) && (now == null || !now.includes(given.consent())));
        }

        /** Terms that say nothing of a consent, not even that there is none, are not the engine's. */
        private static boolean unknown(Row campaign) {
            return campaign.getString("consent") == null;
        }
    }
}

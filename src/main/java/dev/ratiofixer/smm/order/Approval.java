package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who or what allowed an order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Approval.ByConsent.class, name = "consent"),
    @JsonSubTypes.Type(value = Approval.ByPerson.class, name = "person")
})
public sealed interface Approval {
    /** For people: {@code consent of Ada} or the name of a key. */
    String by();

    Instant at();

    /** Why it does not allow placing an order at an instant, as one sentence for people; empty when it does. */
    Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now);

    /**
     * The owner's consent, with what it covers.
     *
     * @param scope the kinds of order that it allows
     * @param limit the most that it allows to spend, {@code null} when only free orders are allowed
     */
    record ByConsent(
            Consent consent, Set<OrderType> scope, @Nullable Money limit, Instant at) implements Approval {
        @Override
        public String by() {
            return "consent of " + consent.grantedBy();
        }

        @Override
        public Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now) {
            if (!consent.covers(now)) {
                return Optional.of("the " + by() + " holds until " + consent.expiresAt() + " only");
            }
            if (!scope.contains(terms.action().type())) {
                return Optional.of("the " + by() + " does not cover orders of this type");
            }
            return terms.cost().isPositive() ? overLimit(terms.cost(), facts) : Optional.empty();
        }

        private Optional<String> overLimit(Money cost, SpendFacts facts) {
            if (limit == null || !limit.currency().equals(cost.currency())) {
                return Optional.of("the " + by() + " allows no cost in " + cost.currency());
            }
            return Math.addExact(facts.campaign(), cost.micros()) <= limit.micros()
                    ? Optional.empty()
                    : Optional.of("the " + by() + " ends at " + limit);
        }
    }

    /** A person, by the name of the key. */
    record ByPerson(String actor, String note, Instant at) implements Approval {
        @Override
        public String by() {
            return actor;
        }

        @Override
        public Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now) {
            return Optional.empty();
        }
    }
}

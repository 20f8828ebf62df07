package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.Consent;
import dev.ratiofixer.smm.OrderType;
import java.time.Instant;
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

    /** Whether it still allows placing at an instant. */
    boolean covers(Instant now);

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
        public boolean covers(Instant now) {
            return consent.covers(now);
        }
    }

    /** A person, by the name of the key. */
    record ByPerson(String actor, String note, Instant at) implements Approval {
        @Override
        public String by() {
            return actor;
        }

        @Override
        public boolean covers(Instant now) {
            return true;
        }
    }
}

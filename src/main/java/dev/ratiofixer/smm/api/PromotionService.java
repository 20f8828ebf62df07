package dev.ratiofixer.smm.api;

import dev.ratiofixer.money.Money;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured lever. The set is closed: there is no service that takes an address and a quantity, so none can be
 * configured that buys engagement.
 */
public sealed interface PromotionService {
    /** How campaigns name it ({@code like_server}, {@code comment_server}). */
    String id();

    String name();

    OrderType type();

    /**
     * The daily budget of one existing Google Ads campaign.
     *
     * @param managerId the manager account that access goes through, {@code null} for direct access
     * @param minDaily never set lower; under it the ads campaign is paused instead
     * @param maxDaily never set higher
     */
    record AdBudgetService(
            String id,
            String name,
            String customerId,
            @Nullable String managerId,
            String adsCampaignId,
            Money minDaily,
            Money maxDaily)
            implements PromotionService {
        /** @throws IllegalArgumentException if the bounds are not positive, not in order, or of two currencies */
        public AdBudgetService {
            if (!minDaily.isPositive() || minDaily.compareTo(maxDaily) > 0) {
                throw new IllegalArgumentException(
                        "service " + id + ": min_daily must be above 0 and at most max_daily, in one currency");
            }
            requireDigits(id, "customer_id", customerId);
            requireDigits(id, "login_customer_id", managerId == null ? customerId : managerId);
            requireDigits(id, "ads_campaign_id", adsCampaignId);
        }

        @Override
        public OrderType type() {
            return OrderType.AD_BUDGET;
        }

        private static void requireDigits(String id, String name, String value) {
            // They become part of an address and of a GAQL query.
            if (!value.matches("\\d{1,19}")) {
                throw new IllegalArgumentException(
                        "service " + id + ": " + name + " must be digits only (leave out the dashes)");
            }
        }
    }

    /**
     * The channel owner's own comment on its own videos.
     *
     * @param channelIds the channels that the owner's token belongs to; on videos of others nothing is posted
     */
    record OwnerCommentService(String id, String name, Set<String> channelIds) implements PromotionService {
        public OwnerCommentService {
            channelIds = Set.copyOf(channelIds);
        }

        @Override
        public OrderType type() {
            return OrderType.OWNER_COMMENT;
        }
    }

    /**
     * People who are asked by a signed message.
     *
     * @param url where the message is posted
     */
    record TeamTaskService(String id, String name, URI url) implements PromotionService {
        @Override
        public OrderType type() {
            return OrderType.TEAM_TASK;
        }

        /** A hook's address is a secret in itself: whoever knows it may post there. */
        @Override
        public String toString() {
            return "TeamTaskService[" + id + ", " + name + ", " + url.getHost() + "]";
        }
    }
}

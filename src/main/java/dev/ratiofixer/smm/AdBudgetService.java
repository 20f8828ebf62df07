package dev.ratiofixer.smm;

import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The daily budget of one existing Google Ads campaign.
 *
 * @param managerId the manager account that access goes through, {@code null} for direct access
 * @param minDaily never set lower; under it the ads campaign is paused instead
 * @param maxDaily never set higher
 */
public record AdBudgetService(
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

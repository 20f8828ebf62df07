package dev.ratiofixer.smm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SettingsCheck;
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
    /** @throws IllegalArgumentException if an id is no number, or the bounds are of two currencies */
    public AdBudgetService {
        if (!minDaily.currency().equals(maxDaily.currency())) {
            throw new IllegalArgumentException("service " + id + ": min_daily and max_daily are of two currencies");
        }
        requireDigits(id, "customer_id", customerId);
        requireDigits(id, "login_customer_id", managerId == null ? customerId : managerId);
        requireDigits(id, "ads_campaign_id", adsCampaignId);
    }

    @JsonCreator
    static AdBudgetService of(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("customer_id") String customerId,
            @JsonProperty("login_customer_id") @Nullable String managerId,
            @JsonProperty("ads_campaign_id") String adsCampaignId,
            @JsonProperty("min_daily") String minDaily,
            @JsonProperty("max_daily") String maxDaily,
            @JsonProperty("currency") String currency) {
        return new AdBudgetService(
                id,
                name,
                customerId,
                managerId,
                adsCampaignId,
                Money.parse(minDaily, currency),
                Money.parse(maxDaily, currency));
    }

    void check(SettingsCheck check, EngineLimits limits) {
        if (!minDaily.currency().equals(limits.currency())) {
            check.problem("currency", '"' + minDaily.currency() + '"', "must be limits.currency, " + limits.currency());
        }
        if (minDaily.compareTo(maxDaily) > 0) {
            check.problem("min_daily", minDaily, "must not exceed max_daily");
        }
        if (!minDaily.isPositive()) {
            check.problem("min_daily", minDaily, "must be more than nothing");
        }
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

package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of section {@code services}: a configured lever. The set is closed: there is no service that takes an
 * address and a quantity, so none can be configured that buys engagement.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PromotionService.AdBudgetService.class, name = "ad_budget"),
    @JsonSubTypes.Type(value = PromotionService.OwnerCommentService.class, name = "owner_comment"),
    @JsonSubTypes.Type(value = PromotionService.TeamTaskService.class, name = "team_task")
})
public sealed interface PromotionService {
    /** How campaigns name it ({@code like_server}, {@code comment_server}). */
    String id();

    String name();

    OrderType type();

    /** Reports what is wrong with the services of a configuration, one by one and together. */
    static void check(
            List<PromotionService> services, SettingsCheck check, EngineLimits limits, SecuritySettings security) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < services.size(); i++) {
            PromotionService service = services.get(i);
            SettingsCheck own = check.at(i);
            if (!ids.add(service.id())) {
                own.problem("id", '"' + service.id() + '"', "must not be another service's id");
            }
            switch (service) {
                case AdBudgetService budget -> budget.check(own, limits);
                case TeamTaskService task -> own.encrypted("url", task.url(), security);
                case OwnerCommentService comment -> {
                    // The schema says it all.
                }
            }
        }
    }

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
                check.problem(
                        "currency", '"' + minDaily.currency() + '"', "must be limits.currency, " + limits.currency());
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

    /**
     * The channel owner's own comment on its own videos.
     *
     * @param channelIds the channels that the owner's token belongs to; on videos of others nothing is posted
     */
    record OwnerCommentService(String id, String name, Set<String> channelIds) implements PromotionService {
        public OwnerCommentService {
            channelIds = Set.copyOf(channelIds);
        }

        @JsonCreator
        static OwnerCommentService of(
                @JsonProperty("id") String id,
                @JsonProperty("name") String name,
                @JsonProperty("channel_id") String channelId) {
            return new OwnerCommentService(id, name, Set.of(channelId));
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

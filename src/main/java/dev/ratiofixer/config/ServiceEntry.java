package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import org.jspecify.annotations.Nullable;

/** One of {@code services}: a lever that promotion orders may pull. Campaigns name it by its id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServiceEntry.AdBudget.class, name = "ad_budget"),
    @JsonSubTypes.Type(value = ServiceEntry.OwnerComment.class, name = "owner_comment"),
    @JsonSubTypes.Type(value = ServiceEntry.TeamTask.class, name = "team_task")
})
public sealed interface ServiceEntry {
    /** By what campaigns name it. */
    String id();

    /** For people. */
    String name();

    /**
     * The daily budget of an existing Google Ads campaign.
     *
     * @param loginCustomerId the manager account through which it is reached, or {@code null}
     * @param minDaily the lowest daily budget to set
     * @param maxDaily the highest, in the same currency
     */
    record AdBudget(
            String id,
            String name,
            String customerId,
            String adsCampaignId,
            @Nullable String loginCustomerId,
            Money minDaily,
            Money maxDaily)
            implements ServiceEntry {
        @JsonCreator
        static AdBudget of(
                @JsonProperty("id") String id,
                @JsonProperty("name") String name,
                @JsonProperty("customer_id") String customerId,
                @JsonProperty("ads_campaign_id") String adsCampaignId,
                @JsonProperty("login_customer_id") @Nullable String loginCustomerId,
                @JsonProperty("min_daily") String minDaily,
                @JsonProperty("max_daily") String maxDaily,
                @JsonProperty("currency") String currency) {
            return new AdBudget(
                    id,
                    name,
                    customerId,
                    adsCampaignId,
                    loginCustomerId,
                    Money.parse(minDaily, currency),
                    Money.parse(maxDaily, currency));
        }
    }

    /** The channel owner's own comment on its own video. */
    record OwnerComment(String id, String name, String channelId) implements ServiceEntry {}

    /**
     * A signed task to people.
     *
     * @param url the webhook; its path often is its secret, so {@link #toString} leaves it out
     */
    record TeamTask(String id, String name, String url) implements ServiceEntry {
        @Override
        public String toString() {
            return "TeamTask[id=" + id + ", name=" + name + ", url=***]";
        }
    }
}

package dev.ratiofixer.backtest;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.BudgetLever;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the policy knew when it was asked, but for the counters, the campaign's orders and the hours of the ads report,
 * which are kept by themselves. No secret is in it: not where a team's tasks are posted.
 *
 * @param ads what Google Ads said, {@code null} where it was not asked
 * @param prompts what the owner's sheet said, {@code null} where it was not read
 * @param held why a person had to look first, {@code null} where nothing held the campaign
 */
public record KnownThen(
        TermsThen terms,
        @Nullable AdsThen ads,
        @Nullable PromptsThen prompts,
        @Nullable String held) {
    private static final ObjectMapper MAPPER = mapper();

    /** What was set: by the campaign's start, and in the configuration. */
    public record TermsThen(
            OrderMode mode,
            @Nullable SpendLimits spend,
            @Nullable Consent consent,
            JsonNode policy,
            @Nullable Money perOrder,
            @Nullable Money perDay,
            boolean spending,
            @Nullable LeverThen likes,
            @Nullable LeverThen comments,
            @Nullable LeverThen team) {
        static TermsThen of(PolicyInput input) {
            return new TermsThen(
                    input.promotion().mode(),
                    input.promotion().limits(),
                    input.promotion().consent(),
                    MAPPER.valueToTree(input.settings()),
                    input.limits().perOrder(),
                    input.limits().perDay(),
                    input.limits().spending(),
                    LeverThen.of(input.likeLever()),
                    LeverThen.of(input.commentLever()),
                    LeverThen.of(input.team()));
        }

        EngineLimits limits() {
            return new EngineLimits(perOrder, perDay, spending);
        }

        /** The settings with some keys replaced; a key that was not known then has its default. */
        PolicySettings policy(JsonNode replaced) {
            return merged(List.of(policy, replaced));
        }

        /** @throws IllegalArgumentException if they cannot be settings */
        static PolicySettings merged(List<JsonNode> parts) {
            ObjectNode tree = MAPPER.valueToTree(PolicySettings.DEFAULT);
            parts.forEach(part -> merge(tree, part));
            return read(tree, PolicySettings.class);
        }
    }

    /** A service as it was configured. Only the fields of its type are given. */
    public record LeverThen(
            String id,
            String name,
            @Nullable String customerId,
            @Nullable String managerId,
            @Nullable String adsCampaignId,
            @Nullable Money minDaily,
            @Nullable Money maxDaily,
            @Nullable Set<String> channelIds) {
        /** Where a task would be posted: nowhere. */
        private static final URI NOWHERE = URI.create("https://backtest.invalid/");

        static @Nullable LeverThen of(@Nullable PromotionService service) {
            return switch (service) {
                case null -> null;
                case AdBudgetService ads ->
                    new LeverThen(
                            ads.id(),
                            ads.name(),
                            ads.customerId(),
                            ads.managerId(),
                            ads.adsCampaignId(),
                            ads.minDaily(),
                            ads.maxDaily(),
                            null);
                case OwnerCommentService comment ->
                    new LeverThen(comment.id(), comment.name(), null, null, null, null, null, comment.channelIds());
                case TeamTaskService team -> new LeverThen(team.id(), team.name(), null, null, null, null, null, null);
            };
        }

        PromotionService service() {
            if (customerId != null && adsCampaignId != null && minDaily != null && maxDaily != null) {
                return new AdBudgetService(id, name, customerId, managerId, adsCampaignId, minDaily, maxDaily);
            }
            return channelIds != null ? new OwnerCommentService(id, name, channelIds) : team();
        }

        TeamTaskService team() {
            return new TeamTaskService(id, name, NOWHERE);
        }
    }

    /**
     * What Google Ads said.
     *
     * @param facts without the hours; {@code null} where Google did not answer
     * @param own the budget that was the owner's own, {@code null} where Google did not answer
     * @param away why Google did not answer
     */
    public record AdsThen(
            @Nullable JsonNode facts,
            @Nullable DailyBudget own,
            @Nullable String away) {
        static @Nullable AdsThen of(PolicyInput input) {
            return switch (input.ads()) {
                case AdsView.NotNeeded none -> null;
                case AdsView.Unknown unknown -> new AdsThen(null, null, unknown.reason());
                case AdsView.Known known -> {
                    ObjectNode tree =
                            MAPPER.valueToTree(known.facts().with(known.facts().budget(), List.of()));
                    yield new AdsThen(tree, BudgetLever.ownBudget(input, known.facts()), null);
                }
            };
        }

        @Nullable
        AdsFacts known() {
            return facts == null ? null : read(facts, AdsFacts.class);
        }
    }

    /**
     * What the owner's sheet said.
     *
     * @param away why it could not be read
     */
    public record PromptsThen(
            ApprovedComments.@Nullable Read read, @Nullable String away) {
        static @Nullable PromptsThen of(ApprovedComments prompts) {
            return switch (prompts) {
                case ApprovedComments.NotNeeded none -> null;
                case ApprovedComments.Unread unread -> new PromptsThen(null, unread.reason());
                case ApprovedComments.Read read -> new PromptsThen(read, null);
            };
        }
    }

    /**
     * Takes out of a question what is kept of it.
     *
     * @param held why a person has to look first, {@code null} where nothing holds the campaign
     */
    public static KnownThen of(PolicyInput input, @Nullable String held) {
        return new KnownThen(TermsThen.of(input), AdsThen.of(input), PromptsThen.of(input.prompts()), held);
    }

    /** Writes and reads these records; a later release's additional fields are left out. */
    public static ObjectMapper mapper() {
        ObjectMapper mapper = Json.mapper().copy();
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.addMixIn(PreflightFinding.class, ByName.class);
        mapper.registerSubtypes(PreflightFinding.class.getPermittedSubclasses());
        return mapper;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "finding")
    private interface ByName {}

    private static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalArgumentException(
                    "what was kept cannot be read: " + foreign.getOriginalMessage(), foreign);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode other) {
                merge(inner, other);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }
}

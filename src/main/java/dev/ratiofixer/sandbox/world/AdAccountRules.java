package dev.ratiofixer.sandbox.world;

import java.util.Map;
import java.util.Optional;

/**
 * The rules that an advertising account is under, which a test may change.
 *
 * @param currency of the account, ISO 4217
 * @param timeZone of the account, as reports spell it; the sandbox's days are UTC days whatever it says
 * @param unitMicros amounts are multiples of it
 * @param minimumMicros the least that a Demand Gen campaign's day may have, 0 for none
 * @param minimumError how a refusal for it is spelt
 * @param access what the authorized account may do
 * @param fieldsOf the version of the API whose fields are known, such as 26
 * @param campaigns what is peculiar to single campaigns, by id
 */
public record AdAccountRules(
        String currency,
        String timeZone,
        long unitMicros,
        long minimumMicros,
        MinimumError minimumError,
        CustomerAccess access,
        int fieldsOf,
        Map<Long, AdCampaignRules> campaigns) {
    /** How the refusal of an amount under the minimum is spelt. */
    public enum MinimumError {
        /** As released. */
        BUDGET_BELOW_PER_DAY_MINIMUM,
        /** As announced. */
        BUDGET_BELOW_DAILY_MINIMUM,
        /** As versions answer that are older than the rule. */
        UNPUBLISHED
    }

    /** What the authorized account may do with the customer. */
    public enum CustomerAccess {
        STANDARD,
        READ_ONLY,
        NONE
    }

    /**
     * What is peculiar to a campaign.
     *
     * @param undeclared whether it lacks the declaration on EU political advertising
     * @param totalBudget whether its budget is for its whole time
     * @param removed whether it was removed
     * @param start as reports spell it, empty for the usual
     * @param end likewise
     * @param primaryStatus empty for what follows from the rest
     * @param reasons of the primary status, separated by commas
     */
    public record AdCampaignRules(
            boolean undeclared,
            boolean totalBudget,
            boolean removed,
            String start,
            String end,
            String primaryStatus,
            String reasons) {
        public static final AdCampaignRules USUAL = new AdCampaignRules(false, false, false, "", "", "", "");
    }

    /** US dollars, the minimum of 2026, standard access, the newest fields. */
    public static AdAccountRules opening() {
        return new AdAccountRules(
                "USD",
                "Etc/UTC",
                10_000,
                5_000_000,
                MinimumError.BUDGET_BELOW_PER_DAY_MINIMUM,
                CustomerAccess.STANDARD,
                26,
                Map.of());
    }

    public AdAccountRules {
        campaigns = Map.copyOf(campaigns);
    }

    public AdCampaignRules of(AdCampaign campaign) {
        return Optional.ofNullable(campaigns.get(campaign.id())).orElse(AdCampaignRules.USUAL);
    }

    /** Whether one campaign lacks its declaration, and so none may be changed. */
    public boolean blocked() {
        return campaigns.values().stream().anyMatch(campaign -> campaign.undeclared() && !campaign.removed());
    }
}

package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Simulates the one advertising account: a campaign for each replayed video. Money is in US dollars unless its rules
 * say otherwise, days are UTC days.
 */
public final class AdAccount {
    /** The account's customer id; its manager's. */
    public static final String CUSTOMER = "111";

    public static final String MANAGER = "999";
    /** The campaign of the first replayed video; the others follow in order. */
    public static final long FIRST_CAMPAIGN = 2301;
    /** The budget of the first campaign; the others follow in order. */
    public static final long FIRST_BUDGET = 9301;

    private final Map<Long, AdCampaign> campaigns = new LinkedHashMap<>();
    private final Map<Long, AdBudget> budgets = new LinkedHashMap<>();
    private final Map<Long, List<String>> shown = new ConcurrentHashMap<>();
    private final List<AdChange> changes = new ArrayList<>();
    private final Ledger ledger;
    private volatile AdAccountRules rules = AdAccountRules.opening();

    /** An account for these videos: the last two share a budget, and the one before them has a VIDEO campaign. */
    AdAccount(List<LiveVideo> videos, Ledger ledger) {
        this.ledger = ledger;
        Map<Long, List<AdCampaign>> spenders = new LinkedHashMap<>();
        for (int i = 0; i < videos.size(); i++) {
            int fromLast = videos.size() - 1 - i;
            AdCampaign.Type type = fromLast == 2 ? AdCampaign.Type.VIDEO : AdCampaign.Type.DEMAND_GEN;
            long budget = FIRST_BUDGET + (fromLast == 0 ? i - 1 : i);
            String name = type + " " + videos.get(i).metadata().id();
            AdCampaign campaign = new AdCampaign(FIRST_CAMPAIGN + i, name, type, budget, videos.get(i));
            campaigns.put(campaign.id(), campaign);
            spenders.computeIfAbsent(budget, unused -> new ArrayList<>()).add(campaign);
        }
        spenders.forEach((id, of) -> budgets.put(id, new AdBudget(id, List.copyOf(of))));
    }

    /** What the account is under now. */
    public AdAccountRules rules() {
        return rules;
    }

    /** What it is under from now on. */
    public void rules(AdAccountRules changed) {
        rules = changed;
    }

    public Collection<AdCampaign> campaigns() {
        return campaigns.values();
    }

    /** The videos that a campaign's ads show: its own, unless {@link #show} changed that. */
    public List<String> videosOf(AdCampaign campaign) {
        return shown.getOrDefault(
                campaign.id(), List.of(campaign.video().metadata().id()));
    }

    /** Makes a campaign's ads show other videos, or none. */
    public void show(AdCampaign campaign, List<String> videos) {
        shown.put(campaign.id(), List.copyOf(videos));
    }

    public Optional<AdCampaign> campaign(long id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    /** The budget with this id. */
    public Optional<AdBudget> budget(long id) {
        return Optional.ofNullable(budgets.get(id));
    }

    /**
     * A change as Google remembers it.
     *
     * @param id of the budget, or of the campaign where only its status changed
     * @param budgetMicros the new amount, negative where only the status changed
     */
    public record AdChange(
            long atMillis, long id, long budgetMicros, String status, String clientType, String userEmail) {}

    private static final String OWN = "engine@example.org";

    /** All changes, oldest first. */
    public synchronized List<AdChange> changes() {
        return List.copyOf(changes);
    }

    /** Sets a budget's daily amount from an instant on, by a program, and writes it down. */
    public void setBudget(AdBudget budget, long micros, long nowMillis) {
        setBudget(budget, micros, nowMillis, "GOOGLE_ADS_API", OWN);
    }

    /** The same by somebody else: with which of Google's tools, and whose e-mail. */
    public synchronized void setBudget(
            AdBudget budget, long micros, long nowMillis, String clientType, String userEmail) {
        changes.add(new AdChange(nowMillis, budget.id(), micros, "", clientType, userEmail));
        long before = budget.micros();
        int parts = budget.campaigns().size();
        for (AdCampaign campaign : budget.campaigns()) {
            campaign.video().change(nowMillis, held -> held.budgeted(micros / parts));
        }
        List<Long> ids = budget.campaigns().stream().map(AdCampaign::id).toList();
        ledger.write(nowMillis, new LedgerEntry.BudgetChanged(budget.id(), ids, before, micros));
    }

    /** Enables or pauses a campaign from an instant on, and writes it down. */
    public synchronized void setServing(AdCampaign campaign, boolean enabled, long nowMillis) {
        String now = enabled ? "ENABLED" : "PAUSED";
        changes.add(new AdChange(nowMillis, campaign.id(), -1, now, "GOOGLE_ADS_API", OWN));
        String before = campaign.status();
        campaign.video().change(nowMillis, held -> held.serving(enabled));
        ledger.write(nowMillis, new LedgerEntry.StatusChanged(campaign.id(), before, campaign.status()));
    }

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

    /** Sums up what a report says of a campaign for some days. */
    public record AdFigures(long costMicros, long impressions, long views) {
        /** Whether nothing was served. */
        public boolean none() {
            return costMicros == 0 && impressions == 0 && views == 0;
        }

        /** What a view cost on average, 0 if there was none. */
        public double averageCpvMicros() {
            return views == 0 ? 0 : (double) costMicros / views;
        }
    }

    /** Holds a daily budget and the campaigns that spend it, in equal parts. */
    public record AdBudget(long id, List<AdCampaign> campaigns) {
        /** Whether it was made to be shared. */
        public boolean shared() {
            return campaigns.size() > 1;
        }

        /** The daily amount of all its campaigns together. */
        public long micros() {
            return campaigns.getFirst().video().conditions().spending().dailyMicros() * campaigns.size();
        }
    }

    /**
     * Simulates a Google Ads campaign that promotes one video.
     *
     * @param budgetId its budget, which may be another campaign's too
     */
    public record AdCampaign(long id, String name, Type type, long budgetId, LiveVideo video) {
        /** The advertising channel types that the sandbox has. */
        public enum Type {
            DEMAND_GEN,
            VIDEO
        }

        /** Whether it serves, as Google Ads spells it. */
        public String status() {
            return video.conditions().spending().serving() ? "ENABLED" : "PAUSED";
        }
    }
}

package dev.ratiofixer.sandbox.world;

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
}

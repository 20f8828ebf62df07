package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way of changing an ads campaign's budget, or of changing it back: Google's rules as they are since
 * 2026-04-01 (EU declarations, Demand Gen minimum), and the engine's own. {@link PreflightWords} tells people.
 */
public sealed interface PreflightFinding {
    /** The account has no such campaign. */
    record CampaignMissing(String customerId, String campaignId) implements PreflightFinding {}

    /** Only Demand Gen campaigns may be changed through the API. */
    record NotDemandGen(String campaignId, String channelType) implements PreflightFinding {}

    /** The campaign, or its budget, was removed. */
    record Removed(String campaignId) implements PreflightFinding {}

    /**
     * It serves no more.
     *
     * @param at {@code null} if Google says that it has ended, and not when
     */
    record CampaignEnded(String campaignId, @Nullable Instant at) implements PreflightFinding {}

    /** It ends before a raised budget would go back. */
    record EndsBeforeReturn(String campaignId, Instant at) implements PreflightFinding {}

    /** It has not begun to serve. */
    record NotStarted(String campaignId, Instant at) implements PreflightFinding {}

    /** It is switched off. */
    record Paused(String campaignId) implements PreflightFinding {}

    /** Its budget is one amount for all its time, and has no daily one. */
    record TotalBudget(String campaignId) implements PreflightFinding {}

    /** Its budget is for a time that the engine does not know. */
    record UnknownPeriod(String campaignId) implements PreflightFinding {}

    /** Its budget moves other campaigns, too. */
    record SharedBudget(String campaignId, long campaigns) implements PreflightFinding {}

    /**
     * Campaigns of the account lack the declaration on EU political advertising: Google refuses every change of every
     * campaign.
     */
    record Undeclared(String customerId, List<UndeclaredCampaign> campaigns) implements PreflightFinding {
        public Undeclared {
            campaigns = List.copyOf(campaigns);
        }
    }

    /**
     * A campaign without its declaration.
     *
     * @param website whether it can be declared on Google's website only
     */
    record UndeclaredCampaign(String id, String name, boolean website) {}

    /** Google refused a change for want of a declaration, and does not tell of which campaign. */
    record UndeclaredSomewhere(String customerId) implements PreflightFinding {}

    /** This version of the API does not tell whether declarations are missing. */
    record DeclarationsUntold() implements PreflightFinding {}

    /** The owner's own amount is under Google's minimum: once changed, it could not be set again. */
    record BelowMinimum(Money own, @Nullable Money minimum) implements PreflightFinding {}

    /** The owner's own amount is not a multiple of the smallest unit that Google bills. */
    record NotPayable(Money own, Money unit) implements PreflightFinding {}

    /** The service's bounds are of another currency than the account. */
    record OtherCurrency(String service, String account) implements PreflightFinding {}

    /** The account's time zone is none that this Java knows. */
    record UnknownTimeZone(String customerId, String zone) implements PreflightFinding {}

    /** The account that authorized the engine may not change this customer's campaigns. */
    record NotPermitted(String customerId, String code) implements PreflightFinding {}

    /**
     * It does not serve as it should.
     *
     * @param status Google's {@code primary_status}
     * @param reasons Google's words for why
     */
    record NotServing(String status, List<String> reasons) implements PreflightFinding {
        private static final Set<String> SPEND_NOTHING =
                Set.of("NOT_ELIGIBLE", "MISCONFIGURED", "PENDING", "PAUSED", "REMOVED", "ENDED");

        public NotServing {
            reasons = List.copyOf(reasons);
        }

        boolean spendsNothing() {
            return SPEND_NOTHING.contains(status);
        }
    }

    /** A trial of setting the owner's own amount again was refused, for another reason. */
    record ReturnRefused(String reason) implements PreflightFinding {}

    /** Google Ads could not be read. */
    record Unreadable(String reason) implements PreflightFinding {}

    /** What it keeps from happening. */
    default Severity severity() {
        return switch (this) {
            case CampaignMissing f -> Severity.BLOCKS_CHANGE;
            case NotDemandGen f -> Severity.BLOCKS_CHANGE;
            case Removed f -> Severity.BLOCKS_CHANGE;
            case CampaignEnded f -> Severity.BLOCKS_CHANGE;
            case EndsBeforeReturn f -> Severity.BLOCKS_RAISE;
            case NotStarted f -> Severity.BLOCKS_RAISE;
            case Paused f -> Severity.BLOCKS_RAISE;
            case TotalBudget f -> Severity.BLOCKS_CHANGE;
            case UnknownPeriod f -> Severity.BLOCKS_CHANGE;
            case SharedBudget f -> Severity.BLOCKS_CHANGE;
            case Undeclared f -> Severity.BLOCKS_CHANGE;
            case UndeclaredSomewhere f -> Severity.BLOCKS_CHANGE;
            case DeclarationsUntold f -> Severity.NOTICE;
            case BelowMinimum f -> Severity.BLOCKS_CHANGE;
            case NotPayable f -> Severity.BLOCKS_CHANGE;
            case OtherCurrency f -> Severity.BLOCKS_CHANGE;
            case UnknownTimeZone f -> Severity.BLOCKS_CHANGE;
            case NotPermitted f -> Severity.BLOCKS_CHANGE;
            case NotServing f -> f.spendsNothing() ? Severity.BLOCKS_RAISE : Severity.NOTICE;
            case ReturnRefused f -> Severity.BLOCKS_CHANGE;
            case Unreadable f -> Severity.BLOCKS_CHANGE;
        };
    }

    /** Names of those that only another configuration mends. */
    Set<String> MISCONFIGURATIONS = Set.of("ads_campaign_missing", "not_demand_gen", "other_currency");

    /** For people, and for other nodes. */
    default Item item() {
        return PreflightWords.of(this);
    }

    /** Tells people what a preflight found, and what they can do about it. */
    final class PreflightWords {
        private static final int NAMED = 5;
        private static final String DECLARE =
                "declare each of them in Google Ads (the campaign's Settings, \"EU political ads\"); Ratio Fixer never declares"
                        + " for the advertiser";

        private PreflightWords() {}

        static Item of(PreflightFinding finding) {
            return switch (finding) {
                case CampaignMissing f ->
                    item(
                            f,
                            "ads_campaign_missing",
                            "customer " + f.customerId() + " has no campaign " + f.campaignId(),
                            "correct which ads campaign the service means (settings customer_id and ads_campaign_id of the service)");
                case NotDemandGen f ->
                    item(
                            f,
                            "not_demand_gen",
                            "ads campaign " + f.campaignId() + " is no Demand Gen campaign but of the kind \""
                                    + plain(f.channelType()) + "\", which Google lets programs change nothing of",
                            "change its budget yourself in Google Ads, or set the service to a Demand Gen campaign");
                case Removed f ->
                    item(
                            f,
                            "ads_campaign_removed",
                            "ads campaign " + f.campaignId() + " or its budget was removed",
                            "set the service to another campaign");
                case CampaignEnded f ->
                    item(
                            f,
                            "ads_campaign_ended",
                            "ads campaign " + f.campaignId() + " has ended" + (f.at() == null ? "" : " at " + f.at()),
                            "give it a later end date in Google Ads, or set the service to another campaign");
                case EndsBeforeReturn f ->
                    item(
                            f,
                            "ends_before_return",
                            "ads campaign " + f.campaignId() + " ends at " + f.at()
                                    + ", before a raised budget would go back",
                            "give it a later end date in Google Ads if it is to be raised");
                case NotStarted f ->
                    item(
                            f,
                            "ads_campaign_not_started",
                            "ads campaign " + f.campaignId() + " starts at " + f.at(),
                            "nothing: its budget can be raised once it has started");
                case Paused f ->
                    item(
                            f,
                            "ads_campaign_paused",
                            "ads campaign " + f.campaignId() + " is paused",
                            "enable it in Google Ads if it is to be raised");
                case TotalBudget f ->
                    item(
                            f,
                            "total_budget",
                            "ads campaign " + f.campaignId()
                                    + " has a total budget for its whole time, which has no daily amount to change",
                            "change the total by hand, or give the campaign a daily budget (Google lets nobody change the"
                                    + " kind of a budget: it takes a new one)");
                case UnknownPeriod f ->
                    item(
                            f,
                            "unknown_budget_period",
                            "the budget of ads campaign " + f.campaignId()
                                    + " is for a time that Ratio Fixer does not know",
                            "give the campaign a daily budget");
                case SharedBudget f ->
                    item(
                            f,
                            "shared_budget",
                            "the budget of ads campaign " + f.campaignId() + " is shared by " + f.campaigns()
                                    + " campaigns and would move all",
                            "give the campaign a budget of its own");
                case Undeclared f -> undeclared(f);
                case UndeclaredSomewhere f ->
                    item(
                            f,
                            "eu_political_declaration_missing",
                            "a campaign of customer " + f.customerId()
                                    + " lacks the declaration on EU political ads, so Google refuses every change of the"
                                    + " whole account",
                            "look for campaigns without it in Google Ads, video campaigns too, and " + DECLARE);
                case DeclarationsUntold f ->
                    item(
                            f,
                            "eu_political_declaration_unknown",
                            "it cannot be told whether declarations on EU political ads are missing, as an old version of Google's"
                                    + " interface is used",
                            "whoever runs Ratio Fixer uses a newer one (setting google_ads.version: v22 or newer)");
                case BelowMinimum f ->
                    item(
                            f,
                            "below_demand_gen_minimum",
                            "the owner's own budget of " + f.own() + " a day is under Google's minimum for Demand Gen"
                                    + (f.minimum() == null ? "" : ", " + f.minimum())
                                    + ": once changed, it could not be set again",
                            "set it to the minimum or more in Google Ads");
                case NotPayable f ->
                    item(
                            f,
                            "not_a_billable_amount",
                            "the owner's own budget of " + f.own() + " a day is not a multiple of " + f.unit()
                                    + ", the smallest amount that Google bills: once changed, it could not be set again",
                            "set it to a multiple in Google Ads");
                case OtherCurrency f ->
                    item(
                            f,
                            "other_currency",
                            "the service's bounds are in " + f.service() + " and the ads account is in " + f.account(),
                            "give the service's bounds in " + f.account() + " (settings min_daily and max_daily)");
                case UnknownTimeZone f ->
                    item(
                            f,
                            "unknown_time_zone",
                            "customer " + f.customerId() + " is in the time zone \"" + f.zone()
                                    + "\", which Ratio Fixer does not know, so its days cannot be told apart",
                            "whoever runs Ratio Fixer updates its Java (the time zones in it), or tells the makers");
                case NotPermitted f ->
                    item(
                            f,
                            "not_permitted",
                            "Google Ads does not let Ratio Fixer change customer " + f.customerId() + " (" + f.code()
                                    + ")",
                            "give the account that gave Ratio Fixer access the standard access to this customer (in Google Ads:"
                                    + " Admin, Access and security), or name the manager account that has it (setting"
                                    + " login_customer_id of the service)");
                case NotServing f ->
                    item(
                            f,
                            f.spendsNothing() ? "not_serving" : "serving_limited",
                            "the ads campaign is " + plain(f.status())
                                    + (f.reasons().isEmpty()
                                            ? ""
                                            : ": "
                                                    + f.reasons().stream()
                                                            .map(PreflightWords::plain)
                                                            .collect(Collectors.joining(", "))),
                            f.spendsNothing()
                                    ? "mend that in Google Ads: more budget would not be spent"
                                    : "look at it in Google Ads");
                case ReturnRefused f ->
                    item(
                            f,
                            "return_refused",
                            "Google Ads would not let the owner's own budget be set again: " + f.reason(),
                            "mend that in Google Ads");
                case Unreadable f -> item(f, "unreadable", f.reason(), "it is tried again by itself");
            };
        }

        private static Item undeclared(Undeclared found) {
            List<UndeclaredCampaign> all = found.campaigns();
            String names = all.stream()
                    .limit(NAMED)
                    .map(one -> one.id() + " \"" + one.name() + "\"" + (one.website() ? " (a video campaign)" : ""))
                    .collect(Collectors.joining(", "));
            String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
            String website = all.stream().anyMatch(UndeclaredCampaign::website)
                    ? "; a video campaign can be declared on the Google Ads website only"
                    : "";
            return item(
                    found,
                    "eu_political_declaration_missing",
                    "of customer " + found.customerId() + " "
                            + (all.size() == 1 ? "1 campaign lacks" : all.size() + " campaigns lack")
                            + " the declaration on EU political ads, so Google refuses every change of the whole"
                            + " account: " + names + more,
                    DECLARE + website);
        }

        private static Item item(PreflightFinding finding, String name, String detail, String remedy) {
            return new Item(name, finding.severity(), detail, remedy);
        }

        /** {@code HAS_ADS_DISAPPROVED} as words. */
        private static String plain(String constant) {
            return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}

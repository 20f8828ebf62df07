package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.BelowMinimum;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.CampaignEnded;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.CampaignMissing;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.DeclarationsUntold;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.EndsBeforeReturn;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.NotDemandGen;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.NotPayable;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.NotPermitted;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.NotServing;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.NotStarted;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.OtherCurrency;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.Paused;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.Removed;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.ReturnRefused;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.SharedBudget;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.TotalBudget;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.Undeclared;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.UndeclaredCampaign;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.UndeclaredSomewhere;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.UnknownPeriod;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.UnknownTimeZone;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells people what a preflight found, and what they can do about it. */
final class PreflightWords {
    private static final int NAMED = 5;
    private static final String DECLARE =
            "declare each of them in Google Ads (the campaign's Settings, \"EU political ads\"); the engine never declares"
                    + " for the advertiser";

    private PreflightWords() {}

    static Item of(PreflightFinding finding) {
        return switch (finding) {
            case CampaignMissing f ->
                item(
                        f,
                        "ads_campaign_missing",
                        "customer " + f.customerId() + " has no campaign " + f.campaignId(),
                        "correct the service's customer_id and ads_campaign_id");
            case NotDemandGen f ->
                item(
                        f,
                        "not_demand_gen",
                        "ads campaign " + f.campaignId() + " is of type " + f.channelType()
                                + ", which Google's API does not let anybody change",
                        "change it on Google's website, or point the service at a Demand Gen campaign");
            case Removed f ->
                item(
                        f,
                        "ads_campaign_removed",
                        "ads campaign " + f.campaignId() + " or its budget was removed",
                        "point the service at another campaign");
            case CampaignEnded f ->
                item(
                        f,
                        "ads_campaign_ended",
                        "ads campaign " + f.campaignId() + " has ended" + (f.at() == null ? "" : " at " + f.at()),
                        "give it a later end date in Google Ads, or point the service at another campaign");
            case EndsBeforeReturn f ->
                item(
                        f,
                        "ends_before_return",
                        "ads campaign " + f.campaignId() + " ends at " + f.at()
                                + ", before a raised budget would go back",
                        "give it a later end date in Google Ads if it is to be raised");
            case NotStarted f ->
                item(f, "ads_campaign_not_started", "ads campaign " + f.campaignId() + " starts at " + f.at(), "wait");
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
                                + " is for a time that this release does not know",
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
                        "look for campaigns without it in Google Ads, VIDEO ones too, and " + DECLARE);
            case DeclarationsUntold f ->
                item(
                        f,
                        "eu_political_declaration_unknown",
                        "google_ads.version is too old to tell whether declarations on EU political ads are missing",
                        "set google_ads.version to v22 or newer");
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
                        "give the service's min_daily and max_daily in " + f.account());
            case UnknownTimeZone f ->
                item(
                        f,
                        "unknown_time_zone",
                        "customer " + f.customerId() + " is in the time zone \"" + f.zone()
                                + "\", which this Java does not know, so its days cannot be told apart",
                        "update the Java runtime (its tz database), or tell the makers");
            case NotPermitted f ->
                item(
                        f,
                        "not_permitted",
                        "Google Ads does not let the engine change customer " + f.customerId() + " (" + f.code() + ")",
                        "give the account that authorized the engine standard access to this customer (Admin, Access"
                                + " and security), or set the service's login_customer_id to the manager that has it");
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
                .map(one -> one.id() + " \"" + one.name() + "\"" + (one.website() ? " (VIDEO)" : ""))
                .collect(Collectors.joining(", "));
        String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
        String website = all.stream().anyMatch(UndeclaredCampaign::website)
                ? "; a VIDEO campaign can be declared on the Google Ads website only, not through its API"
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

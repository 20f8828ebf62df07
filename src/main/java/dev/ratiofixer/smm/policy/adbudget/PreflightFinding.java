package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
}

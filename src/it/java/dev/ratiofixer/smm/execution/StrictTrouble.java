package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.execution.StrictAccount.Wire;
import dev.ratiofixer.smm.execution.StrictAccount.WireFault;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** What is the matter with each of thirty accounts, and what has to come of it. */
enum StrictTrouble {
    NONE(Fate.RAISED),
    TOTAL_BUDGET(Fate.UNTOUCHED),
    UNDECLARED(Fate.UNTOUCHED),
    UNDECLARED_VIDEO_ELSEWHERE(Fate.UNTOUCHED),
    /** Somebody declares the campaign on the third day. */
    DECLARED_LATER(Fate.RAISED),
    UNDER_THE_MINIMUM(Fate.UNTOUCHED),
    UNDER_THE_MINIMUM_UNPUBLISHED(Fate.UNTOUCHED),
    OTHER_CURRENCY(Fate.UNTOUCHED),
    /** Its own amount is no multiple of what Google bills in. */
    UNPAYABLE_AMOUNT(Fate.UNTOUCHED),
    ENDED(Fate.UNTOUCHED),
    ENDS_BEFORE_THE_RETURN(Fate.UNTOUCHED),
    PAUSED(Fate.UNTOUCHED),
    SHARED(Fate.UNTOUCHED),
    NOT_ELIGIBLE(Fate.UNTOUCHED),
    NO_PERMISSION(Fate.UNTOUCHED),
    READ_ONLY(Fate.UNTOUCHED),
    /** Refused whenever its own amount is to be set, which no trial tells. */
    RETURN_REFUSED(Fate.ALARMED),
    RETURN_REFUSED_UNPUBLISHED(Fate.ALARMED),
    MINIMUM_RAISED_MEANWHILE(Fate.ALARMED),
    UNDECLARED_MEANWHILE(Fate.ALARMED),
    PERMISSION_WITHDRAWN(Fate.ALARMED),
    UNREACHABLE_AT_RETURN(Fate.ALARMED),
    CHANGED_BY_OWNER(Fate.OWNERS),
    CHANGED_BY_RECOMMENDATION(Fate.OWNERS),
    CHANGED_WHILE_PLACING(Fate.OWNERS),
    PAUSED_WHILE_RAISED(Fate.RAISED),
    REQUEST_LOST(Fate.RAISED),
    ANSWER_LOST(Fate.RAISED),
    /** The answer is lost, and for hours nobody can look. */
    ANSWER_LOST_THEN_AWAY(Fate.RAISED),
    /** The request arrives when nobody counts on it any more. */
    LANDS_LATE(Fate.RAISED);

    /** What has to come of an account. */
    enum Fate {
        /** No change ever. */
        UNTOUCHED,
        /** Raised and given back. */
        RAISED,
        /** Raised, an alarm until it can be given back, and given back then. */
        ALARMED,
        /** What its owner has set meanwhile stays, the campaign holds, and who it was is known. */
        OWNERS
    }

    final Fate fate;

    StrictTrouble(Fate fate) {
        this.fate = fate;
    }

    /** Its owner's own budget, in cents or yen: two are under the minimum of 500, one is little above it. */
    long own() {
        return switch (this) {
            case UNDER_THE_MINIMUM -> 400;
            case UNDER_THE_MINIMUM_UNPUBLISHED -> 410;
            case MINIMUM_RAISED_MEANWHILE -> 550;
            default -> 1_000 + 13L * number();
        };
    }

    /** Before anything runs. */
    void prepare(StrictAccount account) {
        switch (this) {
            case TOTAL_BUDGET -> account.total = true;
            case UNDECLARED, DECLARED_LATER -> account.undeclared = true;
            case UNDECLARED_VIDEO_ELSEWHERE -> account.undeclaredVideo = true;
            case UNDER_THE_MINIMUM_UNPUBLISHED -> account.minimumCode = "";
            case UNPAYABLE_AMOUNT -> account.unit = 7 * account.unit;
            case ENDED -> account.end = "2026-11-20 00:00:00";
            case ENDS_BEFORE_THE_RETURN -> account.end = "2026-11-24 18:00:00";
            case PAUSED -> account.ownerServes(false);
            case SHARED -> account.sharedWith = 3;
            case NOT_ELIGIBLE -> {
                account.primary = "NOT_ELIGIBLE";
                account.reason = "HAS_ADS_DISAPPROVED";
            }
            case NO_PERMISSION -> account.readable = false;
            case READ_ONLY -> account.writable = false;
            case CHANGED_WHILE_PLACING -> account.atTrial = onceUnraised(account);
            case REQUEST_LOST ->
                faults(
                        account,
                        new WireFault("trial", Wire.CONCURRENT),
                        new WireFault("apply", Wire.LOST_BEFORE),
                        new WireFault("search", Wire.AWAY),
                        new WireFault("apply", Wire.THROTTLED),
                        new WireFault("search", Wire.TOKEN));
            case ANSWER_LOST ->
                faults(
                        account,
                        new WireFault("apply", Wire.LOST_AFTER),
                        new WireFault("apply", Wire.LOST_AFTER),
                        new WireFault("apply", Wire.FAILED_AFTER));
            case ANSWER_LOST_THEN_AWAY -> {
                faults(account, new WireFault("apply", Wire.LOST_AFTER));
                account.atChange = () -> account.down = true;
            }
            case CHANGED_BY_RECOMMENDATION ->
                account.atChange = () -> {
                    if (account.owners() == account.own) {
                        account.ownerSets(
                                account.own + 300 * account.unit, "GOOGLE_ADS_RECOMMENDATIONS_SUBSCRIPTION", "");
                    }
                };
            case LANDS_LATE -> faults(account, new WireFault("apply", Wire.LANDS_LATE));
            default -> {}
        }
    }

    /** Its owner raises it in the very moment in which the engine tries whether it could. */
    private static Runnable onceUnraised(StrictAccount account) {
        return () -> {
            if (account.owners() == account.own) {
                account.ownerSets(account.own + 100 * account.unit, "GOOGLE_ADS_EDITOR", "owner@example.org");
            }
        };
    }

    private static void faults(StrictAccount account, WireFault... faults) {
        account.faults.addAll(Arrays.asList(faults));
    }

    /** As soon as it is raised. */
    void whenRaised(StrictAds ads, StrictAccount account) {
        switch (this) {
            case RETURN_REFUSED ->
                account.refusal = ads.refusal(
                        "campaignBudgetError",
                        "MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC",
                        new JsonObject(),
                        account.own,
                        false);
            case RETURN_REFUSED_UNPUBLISHED ->
                account.refusal = ads.refusal(
                        "campaignBudgetError",
                        "UNKNOWN",
                        new JsonObject().put("unpublishedErrorCode", "CampaignBudgetError.BUDGET_BELOW_DAILY_MINIMUM"),
                        account.own,
                        false);
            case MINIMUM_RAISED_MEANWHILE ->
                ads.minimums.computeIfPresent(account.currency, (code, least) -> least * 6 / 5);
            case UNDECLARED_MEANWHILE -> account.undeclaredVideo = true;
            case PERMISSION_WITHDRAWN -> account.writable = false;
            case UNREACHABLE_AT_RETURN -> account.down = true;
            case CHANGED_BY_OWNER ->
                account.ownerSets(account.own + 300 * account.unit, "GOOGLE_ADS_WEB_CLIENT", "owner@example.org");
            case PAUSED_WHILE_RAISED -> account.ownerServes(false);
            default -> {}
        }
    }

    /** When whatever it is comes to an end. */
    void mend(StrictAds ads, StrictAccount account) {
        switch (this) {
            case DECLARED_LATER -> account.undeclared = false;
            case RETURN_REFUSED, RETURN_REFUSED_UNPUBLISHED -> account.refusal = null;
            case MINIMUM_RAISED_MEANWHILE ->
                ads.minimums.computeIfPresent(account.currency, (code, least) -> least * 5 / 6);
            case UNDECLARED_MEANWHILE -> account.undeclaredVideo = false;
            case PERMISSION_WITHDRAWN -> account.writable = true;
            case UNREACHABLE_AT_RETURN, ANSWER_LOST_THEN_AWAY -> {
                account.down = false;
                account.atChange = () -> {};
            }
            default -> {}
        }
    }

    /** A number of its own among them, from 0. */
    int number() {
        return List.of(values()).indexOf(this);
    }
}

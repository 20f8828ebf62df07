package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.DailyBudget;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Google Ads says of the campaign's ads campaign.
 *
 * @param unchangeable why its budget must not be changed (a VIDEO campaign, a shared budget), {@code null} if it may
 * @param zone the account's, in which its days are counted
 * @param days oldest first; the last ones may still grow, as metrics lag by hours
 */
public record AdsFacts(DailyBudget budget, @Nullable String unchangeable, List<AdsDay> days, ZoneId zone) {}

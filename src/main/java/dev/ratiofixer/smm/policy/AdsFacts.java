package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.DailyBudget;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Google Ads says of the campaign's ads campaign.
 *
 * @param unchangeable why its budget must not be changed (a VIDEO campaign, a shared budget), {@code null} if it may
 * @param hours oldest first, those without anything left out; the last ones may still grow, as metrics lag by hours
 * @param zone the account's, in which its days are counted
 */
public record AdsFacts(DailyBudget budget, @Nullable String unchangeable, List<AdsHour> hours, ZoneId zone) {
    public AdsFacts {
        hours = List.copyOf(hours);
    }

    /** The account's days, oldest first; those without anything are left out. */
    public List<AdsDay> days() {
        NavigableMap<LocalDate, AdsDay> days = new TreeMap<>();
        for (AdsHour hour : hours) {
            LocalDate date = LocalDate.ofInstant(hour.start(), zone);
            days.merge(
                    date,
                    new AdsDay(date, hour.costMicros(), hour.views()),
                    (one, other) ->
                            new AdsDay(date, one.costMicros() + other.costMicros(), one.views() + other.views()));
        }
        return List.copyOf(days.values());
    }
}

package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a campaign's readings into whole days of its ads account, by straight lines between the readings around each
 * midnight. A day is left out when a reading is missing near one of its ends, when the counting regime changed in it,
 * or when views fell.
 */
final class CampaignDays {
    /** Ads metrics lag by hours: a day counts only when its end is this long ago. */
    static final Duration METRICS_LAG = Duration.ofHours(6);

    private static final Duration WIDEST = Duration.ofHours(36);

    private final List<Reading> readings;
    private final Map<LocalDate, AdsDay> ads;
    private final ZoneId zone;

    private CampaignDays(List<Reading> readings, List<AdsDay> ads, ZoneId zone) {
        this.readings = readings;
        this.zone = zone;
        this.ads = ads.stream().collect(Collectors.toMap(AdsDay::date, Function.identity(), (a, b) -> b));
    }

    /** The whole days that are surely complete at {@code now}, oldest first. */
    static List<CampaignDay> of(List<Reading> readings, List<AdsDay> ads, ZoneId zone, Instant now) {
        if (readings.size() < 2) {
            return List.of();
        }
        CampaignDays cutter = new CampaignDays(readings, ads, zone);
        LocalDate end = LocalDate.ofInstant(now.minus(METRICS_LAG), zone);
        List<CampaignDay> days = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(readings.getFirst().at(), zone);
        for (LocalDate date = first; date.isBefore(end); date = date.plusDays(1)) {
            cutter.day(date).ifPresent(days::add);
        }
        return days;
    }

    private Optional<CampaignDay> day(LocalDate date) {
        Optional<Reading> start = at(date.atStartOfDay(zone).toInstant());
        Optional<Reading> end = at(date.plusDays(1).atStartOfDay(zone).toInstant());
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Reading from = start.get();
        Reading to = end.get();
        AdsDay paid = ads.get(date);
        if (from.regime() != to.regime() || to.views() <= from.views()) {
            return Optional.empty();
        }
        return Optional.of(new CampaignDay(
                date,
                from.views(),
                to.views() - from.views(),
                paid == null ? 0 : paid.views(),
                difference(to.likes(), from.likes()),
                difference(to.comments(), from.comments()),
                rate(to.targetLikes(), to.views()),
                rate(to.targetComments(), to.views())));
    }

    /** The reading at an instant, on the line between its neighbours. */
    private Optional<Reading> at(Instant instant) {
        int after = 0;
        while (after < readings.size() && readings.get(after).at().isBefore(instant)) {
            after++;
        }
        if (after < readings.size() && readings.get(after).at().equals(instant)) {
            return Optional.of(readings.get(after));
        }
        if (after == 0 || after == readings.size()) {
            return Optional.empty();
        }
        Reading left = readings.get(after - 1);
        Reading right = readings.get(after);
        Duration width = Duration.between(left.at(), right.at());
        if (width.compareTo(WIDEST) > 0 || left.regime() != right.regime()) {
            return Optional.empty();
        }
        double share = (double) Duration.between(left.at(), instant).toMillis() / width.toMillis();
        return Optional.of(between(left, right, share, instant));
    }

    private static Reading between(Reading left, Reading right, double share, Instant at) {
        return new Reading(
                at,
                Math.round(left.views() + share * (right.views() - left.views())),
                counted(left.likes(), right.likes(), share),
                counted(left.comments(), right.comments(), share),
                right.targetLikes(),
                right.targetComments(),
                right.regime());
    }

    private static @Nullable Long counted(@Nullable Long left, @Nullable Long right, double share) {
        return left == null || right == null ? null : Math.round(left + share * (right - left));
    }

    private static @Nullable Double difference(@Nullable Long to, @Nullable Long from) {
        return to == null || from == null ? null : (double) (to - from);
    }

    private static @Nullable Double rate(@Nullable Double target, long views) {
        return target == null || views == 0 || target <= 0 ? null : target / views;
    }
}

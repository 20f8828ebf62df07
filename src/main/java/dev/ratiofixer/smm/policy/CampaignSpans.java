package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.CampaignReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a campaign's readings into spans of a quarter of a day, or longer where too little happens in that: organic and
 * paid views rise and fall at other hours, which tells whose likes they are. A span ends with the ads report's lag
 * before now, so that its paid views are surely complete. None goes on over a change of the counting regime or over
 * views that fell.
 */
final class CampaignSpans {
    /** Ads metrics lag by hours: a span counts only when its end is this long ago. */
    static final Duration METRICS_LAG = Duration.ofHours(6);

    /** Readings are asked for every six hours, and come when the video is read. */
    private static final Duration SHORTEST = Duration.ofHours(5);
    /** Fewer likes in a span are told too badly by a rule for many. */
    private static final double LEAST_COUNT = 5;

    private static final Duration LONGEST = Duration.ofHours(71);
    private static final Duration DAY = Duration.ofHours(23);
    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** A reading that shows the counter and knows a target for it. */
    private record Shown(CampaignReading reading, long count, double target) {
        Instant at() {
            return reading.at();
        }

        long views() {
            return reading.views();
        }
    }

    private final List<Shown> shown;
    private final PaidViews paid;

    private CampaignSpans(List<Shown> shown, PaidViews paid) {
        this.shown = shown;
        this.paid = paid;
    }

    /**
     * The spans that are surely complete at {@code now}, oldest first.
     *
     * @param readings oldest first
     */
    static List<CampaignSpan> of(List<CampaignReading> readings, List<AdsHour> ads, Counter counter, Instant now) {
        List<Shown> shown = readings.stream()
                .filter(reading -> !reading.at().isAfter(now.minus(METRICS_LAG)))
                .flatMap(reading -> shown(reading, counter).stream())
                .toList();
        return shown.isEmpty() ? List.of() : new CampaignSpans(shown, new PaidViews(ads)).cut();
    }

    private static Optional<Shown> shown(CampaignReading reading, Counter counter) {
        @Nullable Long count = counter.of(reading);
        @Nullable Double target = counter.target(reading);
        return count == null || target == null || target <= 0 || reading.views() == 0
                ? Optional.empty()
                : Optional.of(new Shown(reading, count, target));
    }

    private List<CampaignSpan> cut() {
        List<CampaignSpan> spans = new ArrayList<>();
        int start = 0;
        for (int end = 1; end < shown.size(); end++) {
            Shown from = shown.get(start);
            Shown to = shown.get(end);
            if (from.reading().regime() != to.reading().regime() || to.views() < from.views()) {
                start = end;
            } else if (longEnough(from, to) && to.views() > from.views()) {
                spans.add(span(from, to, growth(end)));
                start = end;
            }
        }
        return spans;
    }

    private boolean longEnough(Shown from, Shown to) {
        Duration lasted = Duration.between(from.at(), to.at());
        Shown first = shown.getFirst();
        double aMilli = (to.count() - first.count())
                / (double) Duration.between(first.at(), to.at()).toMillis();
        return lasted.compareTo(LONGEST) >= 0
                || (lasted.compareTo(SHORTEST) >= 0 && aMilli * lasted.toMillis() >= LEAST_COUNT);
    }

    private CampaignSpan span(Shown from, Shown to, double growth) {
        double bought = paid.between(from.at(), to.at());
        return new CampaignSpan(
                from.at(),
                to.at(),
                Math.max(0, to.views() - from.views() - bought),
                bought,
                to.count() - from.count(),
                to.target() / to.views(),
                growth);
    }

    private double growth(int end) {
        Shown to = shown.get(end);
        int start = end - 1;
        while (start > 0 && Duration.between(shown.get(start).at(), to.at()).compareTo(DAY) < 0) {
            start--;
        }
        Shown from = shown.get(start);
        double own = Math.max(0, to.views() - from.views() - paid.between(from.at(), to.at()));
        return own
                / Math.max(1, from.views())
                * (DAY_MILLIS / Duration.between(from.at(), to.at()).toMillis());
    }
}

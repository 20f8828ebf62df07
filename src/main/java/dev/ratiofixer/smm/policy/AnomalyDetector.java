package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs that something is off: a burst that neither the model nor the video's own past allows. It is told to people and
 * stops spending until they have answered; why it happened is for them to find out.
 */
final class AnomalyDetector {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private AnomalyDetector() {}

    /** The sign that nobody has answered yet, as what people are asked. */
    static Optional<String> open(PolicyInput now) {
        List<CampaignReading> readings = now.history().readings();
        List<AdsDay> paid = paid(now);
        for (int i = readings.size() - 1; i > 0; i--) {
            CampaignReading to = readings.get(i);
            if (to.at().isBefore(now.now().minus(REMEMBERED))) {
                return Optional.empty();
            }
            Optional<BurstDetector.Anomaly> burst = BurstDetector.at(readings.subList(0, i + 1), paid);
            if (burst.isPresent() && !answered(now, to.at())) {
                return Optional.of(burst.get().question());
            }
        }
        return Optional.empty();
    }

    private static List<AdsDay> paid(PolicyInput now) {
        return now.ads() instanceof AdsView.Known known ? known.facts().days() : List.of();
    }

    private static boolean answered(PolicyInput now, Instant burst) {
        return now.history().orders().stream()
                .anyMatch(order -> order.terms().action().type() == OrderType.TEAM_TASK
                        && order.status() == OrderStatus.COMPLETED
                        && order.terms().orderedAt().isAfter(burst));
    }

    /**
     * Tells a burst by two questions of the newest stretch of a campaign's readings: did more likes come than the views
     * allow, at several times the highest rate that the video or its expectation knows; did more views come than
     * several times the fastest pace so far, the paid ones left out. {@code docs/control.md} states how often real
     * series do that.
     */
    static final class BurstDetector {
        private static final double LIKE_RATE_FACTOR = 4;
        private static final double VIEW_PACE_FACTOR = 8;
        private static final double SIGMAS = 6;
        private static final double LEAST_LIKES = 50;
        private static final double LEAST_VIEWS = 5_000;
        private static final double LEAST_SHARE = 0.10;
        private static final Duration SHORTEST = Duration.ofHours(3);
        private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
        /** Paces before the video's third reading are no past to compare with. */
        private static final int LEAST_PAST = 3;

        private BurstDetector() {}

        /** The burst that the last reading ends, if it does. */
        static Optional<Anomaly> at(List<CampaignReading> readings, List<AdsDay> paid) {
            CampaignReading to = readings.getLast();
            int start = readings.size() - 2;
            while (start > 0 && lasted(readings.get(start), to) < SHORTEST.toMillis()) {
                start--;
            }
            CampaignReading from = readings.get(start);
            if (lasted(from, to) < SHORTEST.toMillis() || from.regime() != to.regime()) {
                return Optional.empty();
            }
            List<CampaignReading> past = readings.subList(0, start + 1);
            return likes(from, to).or(() -> views(past, from, to, paid));
        }

        private static Optional<Anomaly> likes(CampaignReading from, CampaignReading to) {
            Long before = from.likes();
            Long after = to.likes();
            if (before == null || after == null || from.views() == 0 || to.views() < from.views()) {
                return Optional.empty();
            }
            double views = to.views() - from.views();
            double rate = Math.max((double) before / from.views(), rate(to.targetLikes(), to.views()));
            double allowed = LIKE_RATE_FACTOR * rate * views;
            double came = after - before;
            boolean far = came > allowed + SIGMAS * Math.sqrt(allowed + 1) + LEAST_LIKES;
            return far && came > LEAST_SHARE * before
                    ? Optional.of(new Anomaly("likes", from.at(), to.at(), came, allowed))
                    : Optional.empty();
        }

        private static Optional<Anomaly> views(
                List<CampaignReading> past, CampaignReading from, CampaignReading to, List<AdsDay> paid) {
            if (past.size() < LEAST_PAST) {
                return Optional.empty();
            }
            double fastest = 0;
            for (int i = 1; i < past.size(); i++) {
                fastest = Math.max(fastest, pace(past.get(i - 1), past.get(i)));
            }
            double days = lasted(from, to) / DAY_MILLIS;
            double came = to.views() - from.views() - bought(from, to, paid);
            double allowed = VIEW_PACE_FACTOR * fastest * days;
            return came > allowed + LEAST_VIEWS && came > LEAST_SHARE * from.views()
                    ? Optional.of(new Anomaly("views", from.at(), to.at(), came, allowed))
                    : Optional.empty();
        }

        private static double bought(CampaignReading from, CampaignReading to, List<AdsDay> paid) {
            LocalDate first = LocalDate.ofInstant(from.at(), ZoneOffset.UTC);
            LocalDate last = LocalDate.ofInstant(to.at(), ZoneOffset.UTC);
            return paid.stream()
                    .filter(day -> !day.date().isBefore(first) && !day.date().isAfter(last))
                    .mapToLong(AdsDay::views)
                    .sum();
        }

        private static double pace(CampaignReading from, CampaignReading to) {
            double days = Math.max(SHORTEST.toMillis(), lasted(from, to)) / DAY_MILLIS;
            return (to.views() - from.views()) / days;
        }

        private static double rate(@Nullable Double target, long views) {
            return target == null || views == 0 ? 0 : target / views;
        }

        private static long lasted(CampaignReading from, CampaignReading to) {
            return Duration.between(from.at(), to.at()).toMillis();
        }

        /**
         * More came than can be explained.
         *
         * @param what {@code likes} or {@code views}
         * @param count how many came
         * @param allowed how many the model and the video's past allow
         */
        record Anomaly(String what, Instant from, Instant to, double count, double allowed) {
            String question() {
                return "Unusual: %.0f %s came between %s and %s, where at most about %.0f were to be expected. Look where they come from; spending on this campaign rests until this task is completed."
                        .formatted(count, what, from, to, allowed);
            }
        }
    }
}

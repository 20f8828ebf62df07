package dev.ratiofixer.app.health;

import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often readings of this node's live campaigns lie between the p10 and the p90 that were expected of them: eight of
 * ten should. By counter, age of the video and what a view counts as; over the last seven days of the engine's clock,
 * since the process began.
 *
 * <p>A campaign is counted once an hour at most ({@code CampaignCounters.judged}), else one that is polled every 36 s
 * would outweigh a hundred that are polled every hour. Its readings of different hours still go together, so a share of
 * few campaigns swings. Readings that a campaign's own orders have shifted count too: what was ordered is short, so
 * with orders at work the share is lower than the model alone would have it. What was expected without knowing the
 * channel does not count.
 *
 * <p>Any thread. Of bounded size: 168 hours of 20 groups.
 */
public final class BandCoverage {
    /** From so many readings on a share says something. */
    public static final int TELLING = 200;
    /** Under this a band is wrong, not unlucky: eight of ten should be inside. */
    public static final double LEAST = 0.6;

    private static final int HOURS = 7 * 24;
    private static final long SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();
    private static final String REMEDY =
            "what is expected of such videos is off: look at their campaigns yourself before you approve an order. Whoever"
                    + " runs Ratio Fixer can train a model on your own readings (command train --from-database), which"
                    + " may know them better";

    private static final String SAID = " of the last 7 days were in the expected range; 80 % should be";

    /** What is counted. */
    public enum CoveredCounter {
        LIKES,
        COMMENTS
    }

    /** Ages of a video, by where each begins. */
    public enum Age {
        UNDER_1_DAY("under_1d", "under a day old", 0),
        FROM_1_DAY("1_to_3d", "1 to 3 days old", 1),
        FROM_3_DAYS("3_to_7d", "3 to 7 days old", 3),
        FROM_7_DAYS("7_to_28d", "1 to 4 weeks old", 7),
        FROM_28_DAYS("28d_and_older", "over 4 weeks old", 28);

        private final String label;
        private final String words;
        private final Duration from;

        Age(String label, String words, long days) {
            this.label = label;
            this.words = words;
            this.from = Duration.ofDays(days);
        }

        /** As metrics and the API spell it. */
        public String label() {
            return label;
        }

        String words() {
            return words;
        }

        static Age of(Duration age) {
            return Arrays.stream(values())
                    .filter(each -> age.compareTo(each.from) >= 0)
                    .reduce((younger, older) -> older)
                    .orElse(UNDER_1_DAY);
        }
    }

    /** Readings that are alike. */
    public record Stratum(CoveredCounter counter, Age age, CountingRegime counting) {
        /** All that there can be. */
        public static List<Stratum> all() {
            List<Stratum> all = new ArrayList<>();
            for (CoveredCounter counter : CoveredCounter.values()) {
                for (Age age : Age.values()) {
                    for (CountingRegime counting : CountingRegime.values()) {
                        all.add(new Stratum(counter, age, counting));
                    }
                }
            }
            return all;
        }

        /** As metrics and the API spell it. */
        public String counterLabel() {
            return counter.name().toLowerCase(Locale.ROOT);
        }

        /** As metrics and the API spell it. */
        public String countingLabel() {
            return counting.name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many readings of some kind there were, and how many of them were in the band. */
    public record CoverageShare(long readings, long inside) {
        private static final CoverageShare NONE = new CoverageShare(0, 0);

        /** 0 to 1; no number where there are no readings. */
        public double value() {
            return readings == 0 ? Double.NaN : (double) inside / readings;
        }

        boolean isBad() {
            return readings >= TELLING && value() < LEAST;
        }

        CoverageShare plus(CoverageShare other) {
            return new CoverageShare(readings + other.readings, inside + other.inside);
        }

        @Override
        public String toString() {
            return "%.0f %% of %,d readings".formatted(100 * value(), readings);
        }
    }

    private final NavigableMap<Long, Map<Stratum, CoverageShare>> byHour = new TreeMap<>();

    /** Counts a reading of a video so old at that instant. */
    public synchronized void add(
            CoveredCounter counter, Instant at, Duration age, CountingRegime counting, Quantiles expected, long count) {
        Stratum group = new Stratum(counter, Age.of(age), counting);
        byHour.computeIfAbsent(hour(at), first -> new HashMap<>())
                .merge(group, new CoverageShare(1, expected.holds(count) ? 1 : 0), CoverageShare::plus);
        byHour.headMap(byHour.lastKey() - HOURS, true).clear();
    }

    /** The readings of a group in the seven days before an instant. */
    public synchronized CoverageShare share(Stratum group, Instant now) {
        long newest = hour(now);
        return byHour.subMap(newest - HOURS, false, newest, true).values().stream()
                .map(hour -> hour.getOrDefault(group, CoverageShare.NONE))
                .reduce(CoverageShare.NONE, CoverageShare::plus);
    }

    /** All readings of the seven days before an instant. */
    public CoverageShare share(Instant now) {
        return Stratum.all().stream().map(group -> share(group, now)).reduce(CoverageShare.NONE, CoverageShare::plus);
    }

    /** Degraded once a group, or all together, has {@value #TELLING} readings and under six of ten inside. */
    public ComponentHealth health(Instant now) {
        CoverageShare all = share(now);
        if (all.readings() == 0) {
            return ComponentHealth.up("no reading was compared with what was expected yet");
        }
        Optional<Stratum> worst = Stratum.all().stream()
                .filter(group -> share(group, now).isBad())
                .min((one, other) -> Double.compare(
                        share(one, now).value(), share(other, now).value()));
        if (worst.isPresent()) {
            Stratum group = worst.get();
            return ComponentHealth.degraded(
                    "only " + share(group, now) + " of " + group.counterLabel() + " of videos "
                            + group.age().words()
                            + (group.counting() == CountingRegime.FIRST_FRAME
                                    ? ", whose views count at the first frame,"
                                    : ", whose views are counted the old way,")
                            + SAID,
                    REMEDY);
        }
        String said = all + SAID;
        return all.isBad() ? ComponentHealth.degraded("only " + said, REMEDY) : ComponentHealth.up(said);
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS_AN_HOUR);
    }
}

package dev.ratiofixer.sandbox.audience;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How hard an audience makes it to tell paid viewers from others. {@code docs/sandbox.md} gives each rule in full. */
public enum AudienceKind {
    /** Ads are served evenly over the day, everybody else is not; each view is public, each like comes at once. */
    EVEN,
    /** Ads follow the hours of everybody else: hours tell nothing. */
    RHYTHM,
    /**
     * The same, and public views are counted at the first frame, only a part of the paid ones is public, likes come
     * hours later, weekends differ, one day is viral, some videos were premieres, and counters are corrected.
     */
    HOSTILE;

    /** How it is spelt in options: {@code even}, {@code rhythm}, {@code hostile}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that is spelt so, {@code null} for none. */
    public static @Nullable AudienceKind of(String word) {
        for (AudienceKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /**
     * How many public views come with a view that counts: each video has a factor within the bounds.
     *
     * @param organicLeast for each view of those who come by themselves
     * @param paidLeast for each paid view, as Google Ads counts them
     */
    public record ViewCounting(double organicLeast, double organicMost, double paidLeast, double paidMost) {
        /** Each view is public once. */
        public static final ViewCounting HONEST = new ViewCounting(1, 1, 1, 1);

        /** Public views are those of first frames, of ads most of all. */
        public static final ViewCounting FIRST_FRAME = new ViewCounting(1.2, 2.6, 2.2, 2.6);

        static final ViewCounting PART_OF_ADS = new ViewCounting(1.2, 2.6, 0.6, 1);
    }

    /** How a kind's views are counted. */
    ViewCounting counting() {
        return this == HOSTILE ? ViewCounting.PART_OF_ADS : ViewCounting.HONEST;
    }

    /**
     * What the kind does to one video's audience: all factors are 1, and all delays 0, but for {@link #HOSTILE}. Drawn
     * from the seed; pure.
     */
    static final class Disturbances {
        private static final double DAY = 86_400_000;
        private static final double FIRST_FRAME_WANDERS = 0.08;
        private static final double WEEKEND = 1.3;
        /** So that a week's mean is 1. */
        private static final double WORKDAY = (7 - 2 * WEEKEND) / 5;

        private static final double VIRAL_LIKES = 0.5;
        private static final double PREMIERES = 0.3;
        private static final int CORRECTED_DAYS = 28;

        private final boolean hostile;
        private final ViewCounting counting;
        private final long seed;
        private final long video;
        private final long openedMillis;

        Disturbances(AudienceKind kind, ViewCounting counting, long seed, ReplayedVideo video, long openedMillis) {
            this.hostile = kind == HOSTILE;
            this.counting = counting;
            this.seed = seed;
            this.video = video.number();
            this.openedMillis = openedMillis;
        }

        /** Public views for each view of those who come by themselves, on the day of an instant. */
        double firstFrame(long millis) {
            if (!hostile) {
                return 1;
            }
            double today =
                    SeededRandom.between(seed, dayKey(millis), 31, 1 - FIRST_FRAME_WANDERS, 1 + FIRST_FRAME_WANDERS);
            return Math.clamp(firstFrame() * today, counting.organicLeast(), counting.organicMost());
        }

        /** The same on average. */
        double firstFrame() {
            return SeededRandom.logBetween(seed, video, 30, counting.organicLeast(), counting.organicMost());
        }

        /** Public views for each paid one: below 1, the share that the public counter counts. */
        double publicPaid() {
            return SeededRandom.between(seed, video, 32, counting.paidLeast(), counting.paidMost());
        }

        /** How many come by themselves, over what the curves say. */
        double crowd(long millis) {
            return hostile ? week(millis) * viral(millis) : 1;
        }

        /** How many likes they leave, over what the curves say: those of the viral day like half as often. */
        double likes(long millis) {
            return hostile ? week(millis) * (1 + VIRAL_LIKES * (viral(millis) - 1)) : 1;
        }

        private static double week(long millis) {
            DayOfWeek day =
                    LocalDate.ofEpochDay(Math.floorDiv(millis, (long) DAY)).getDayOfWeek();
            return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? WEEKEND : WORKDAY;
        }

        private double viral(long millis) {
            long day = Math.floorDiv(openedMillis, (long) DAY) + (long) SeededRandom.between(seed, video, 33, 5, 50);
            double most = SeededRandom.between(seed, video, 34, 3, 6);
            long since = Math.floorDiv(millis, (long) DAY) - day;
            return since == 0 ? most : since == 1 ? 1 + (most - 1) / 4 : 1;
        }

        /** How long after its view a like comes, on average, in milliseconds. */
        double likeLag() {
            return hostile ? SeededRandom.between(seed, video, 35, 3, 9) * Audience.HOUR : 0;
        }

        /** By how many days a premiere's likes are ahead of its views at an age. */
        double premiere(double ageDays) {
            boolean premiered = hostile && SeededRandom.uniform(seed, video, 36) < PREMIERES;
            return premiered ? ahead(ageDays) : 0;
        }

        /** The same of a video that was one. Before it begins, the age is negative. */
        static double ahead(double ageDays) {
            return 0.75 * Math.exp(-ageDays / 2);
        }

        /** The shares that a correction leaves. */
        record Correction(double views, double likes) {
            static final Correction NONE = new Correction(1, 1);
        }

        /** The correction within a step, its beginning included. There is one in each four weeks. */
        Correction correction(long fromMillis, long toMillis) {
            long weeks = Math.floorDiv(fromMillis - openedMillis, (long) (CORRECTED_DAYS * DAY));
            if (!hostile || weeks < 0) {
                return Correction.NONE;
            }
            long key = video * 1_000 + weeks;
            long hour = (long) SeededRandom.between(seed, key, 37, 24, CORRECTED_DAYS * 24);
            long at = openedMillis + weeks * (long) (CORRECTED_DAYS * DAY) + hour * Audience.HOUR;
            return at < fromMillis || at >= toMillis
                    ? Correction.NONE
                    : new Correction(
                            SeededRandom.between(seed, key, 38, 0.98, 1), SeededRandom.between(seed, key, 39, 0.98, 1));
        }

        private long dayKey(long millis) {
            return video * 100_000L + Math.floorDiv(millis, (long) DAY);
        }
    }
}

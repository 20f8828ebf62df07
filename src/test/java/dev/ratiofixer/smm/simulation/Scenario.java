package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.Audience.AudienceProfile;
import dev.ratiofixer.sandbox.audience.Audience.Response;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.AudienceKind.ViewCounting;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One campaign before it begins: a real video of the sandbox, how its viewers answer, and what may be spent.
 *
 * @param multiple how often paid viewers like, over what the target asks of a view, all the time
 * @param standing likes at the start, over the target
 * @param opening the owner's own daily budget
 * @param setting what is the same for all campaigns of a run
 */
record Scenario(
        int number,
        long seed,
        ReplayedVideo video,
        AudienceProfile temper,
        ChannelHistory channel,
        double multiple,
        double standing,
        Money opening,
        AdBudgetService service,
        SpendLimits limits,
        Setting setting) {
    static final String CURRENCY = "USD";
    static final int DAYS = 56;
    private static final double DOLLAR = 1e6;
    private static final double CENT = 1e4;
    private static final double LEAST_MULTIPLE = 0.2;
    private static final double MOST_MULTIPLE = 3;
    /** The owner's own budget buys this share of the views that come by themselves. */
    private static final double PAID_SHARE = 0.3;
    /** The budget may be raised to so many times the owner's own. */
    private static final int RAISED = 10;
    /** On average over the eight weeks so much more than the owner's own may be spent. */
    private static final int MORE = 8;

    private static final int HISTORY_AGE = 84;
    private static final double HEALTHY = 0.25;

    /** Draws the {@code number}th campaign under a seed. */
    static Scenario draw(Setting setting, int number, List<ReplayedVideo> videos, Expecting model) {
        long seed = setting.seed();
        ReplayedVideo video = videos.get(number % videos.size());
        double age = SeededRandom.logBetween(seed, number, 101, 1.5, 60);
        double costPerView = SeededRandom.between(seed, number, 102, 0.012, 0.03);
        double multiple = SeededRandom.logBetween(seed, number, 103, LEAST_MULTIPLE, MOST_MULTIPLE);
        boolean healthy = SeededRandom.uniform(seed, number, 104) < HEALTHY;
        ChannelHistory channel = history(seed, number, video, videos);
        // What viewers do is set against what is expected at the start. The first audience only says what it counts.
        AudienceProfile before =
                new AudienceProfile(new Response(1, 1, 1, 1), 1, costPerView * DOLLAR, 0.25, (long) DOLLAR, age, 0);
        Audience counting = new Audience(video, before, setting.audienceSeed(number), 0, 0, setting.audience());
        double views = video.views().at(age) * (setting.counting().byEngaged() ? 1 : counting.firstFrame());
        Quantiles expected = model.atStart(video, channel, age, views);
        double target = expected.p50() / views;
        double standing = healthy
                ? SeededRandom.between(seed, number, 105, 0.95, 1.3)
                : SeededRandom.between(seed, number, 105, 0.5, 0.95) * expected.p25() / expected.p50();
        double real = video.likes().at(age) / views;
        double aDay = video.views().at(age + 1) - video.views().at(age);
        Money opening = dollars(Math.max(1, PAID_SHARE * aDay * costPerView));
        AudienceProfile temper = new AudienceProfile(
                new Response(standing * target / real, 1, multiple * target / real, 1),
                1,
                costPerView * DOLLAR,
                0.25,
                opening.micros(),
                age,
                SeededRandom.between(seed, number, 106, 0, 2 * Math.PI));
        AdBudgetService service = new AdBudgetService(
                "ads-" + number,
                "Ads " + number,
                "111",
                null,
                Integer.toString(2301 + number),
                times(opening, 0.2),
                times(opening, RAISED));
        SpendLimits limits = new SpendLimits(times(opening, (double) MORE * DAYS), times(opening, 2.5 * RAISED));
        return new Scenario(
                number,
                setting.audienceSeed(number),
                video,
                temper,
                channel,
                multiple,
                standing,
                opening,
                service,
                limits,
                setting);
    }

    /** How the policy is told which of the public views were paid for. */
    enum PaidReport {
        /** By what Google Ads counts. */
        ADS,
        /** By what Google Ads counts, and late by the owner's analytics. */
        ANALYTICS,
        /** Google Ads' report counts just the paid views that are public: no policy can know better. */
        EXACT
    }

    /** How views become public, and of which views the target is. */
    enum Counting {
        /** As the audience's kind has it; the target is what the model says of public views. */
        OF_KIND,
        /** Each view is public once. */
        HONEST,
        /**
         * At the first frame, those of ads most of all. The viewers are those of {@link #HONEST}, and so is the target,
         * which is what the model says of engaged views.
         */
        FIRST_FRAME;

        boolean byEngaged() {
            return this != OF_KIND;
        }

        private @Nullable ViewCounting views() {
            return switch (this) {
                case OF_KIND -> null;
                case HONEST -> ViewCounting.HONEST;
                case FIRST_FRAME -> ViewCounting.FIRST_FRAME;
            };
        }

        /** The audience of a scenario. */
        Audience audience(Scenario of, Instant released, double overdelivery) {
            long published = released.toEpochMilli();
            AudienceKind kind = of.setting().audience();
            ViewCounting views = views();
            return views == null
                    ? new Audience(of.video(), of.temper(), of.seed(), published, overdelivery, kind)
                    : new Audience(of.video(), of.temper(), of.seed(), published, overdelivery, kind, views);
        }
    }

    /** What is the same for all campaigns of a run. */
    record Setting(long seed, AudienceKind audience, PaidReport report, Counting counting) {
        Setting(long seed, AudienceKind audience) {
            this(seed, audience, PaidReport.ADS, Counting.OF_KIND);
        }

        Setting with(long other) {
            return new Setting(other, audience, report, counting);
        }

        /** Those of an even audience are as they were drawn when there was no other. */
        long audienceSeed(int number) {
            return audience == AudienceKind.EVEN ? seed : seed * 1_000_003 + number;
        }
    }

    private static ChannelHistory history(long seed, int number, ReplayedVideo video, List<ReplayedVideo> videos) {
        List<ReplayedVideo> own = videos.stream()
                .filter(other -> other.channelId().equals(video.channelId()))
                .toList();
        double likes = own.stream()
                .mapToDouble(other -> other.likeRate(HISTORY_AGE))
                .average()
                .orElseThrow();
        double comments = own.stream()
                .mapToDouble(other -> other.commentRate(HISTORY_AGE))
                .average()
                .orElseThrow();
        return new ChannelHistory(
                20,
                likes * SeededRandom.logBetween(seed, number, 107, 0.9, 1.11),
                comments * SeededRandom.logBetween(seed, number, 108, 0.8, 1.25));
    }

    /** The same with paid viewers who like so many times as often as the target asks. */
    Scenario answering(double other) {
        return new Scenario(number, seed, video, temper, channel, other, standing, opening, service, limits, setting);
    }

    /** Whether more paid views would lift the ratio. */
    boolean leverHelps() {
        return multiple > 1;
    }

    /** Whether likes are under the trigger at the start. */
    boolean fallsShort() {
        return standing < 0.95;
    }

    private static Money dollars(double amount) {
        return new Money(Math.round(amount * DOLLAR / CENT) * (long) CENT, CURRENCY);
    }

    private static Money times(Money money, double factor) {
        return dollars(money.micros() / DOLLAR * factor);
    }
}

package dev.ratiofixer.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.world.AdAccount.AdBudget;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.AdAccount.AdFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LiveVideoTest {
    private static final Instant START = Instant.parse("2026-11-22T12:34:56.789Z");

    /** Something done to the video, or, for {@code LOOK}, only a look at it. */
    record Deed(int afterSeconds, Kind kind, int amount) {
        enum Kind {
            LOOK,
            BUDGET,
            SERVE,
            COMMENT,
            PRIVACY
        }
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200_000),
                        Arbitraries.of(Deed.Kind.class),
                        Arbitraries.integers().between(1, 5_000))
                .as(Deed::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 30)
    void theSameDeedsGiveTheSameCountersWhoeverLooks(@ForAll("deeds") List<Deed> deeds, @ForAll byte number) {
        int video = number & 63;
        List<Deed> unseen =
                deeds.stream().filter(deed -> deed.kind() != Deed.Kind.LOOK).toList();
        assertThat(end(unseen, video)).isEqualTo(end(deeds, video));
    }

    @Property(tries = 30)
    void viewsNeverFallAndSpendNeither(@ForAll("deeds") List<Deed> deeds, @ForAll byte number) {
        ManualTime time = new ManualTime(START);
        World world = new World(time, 3, 0, 0);
        LiveVideo video = world.live().get(number & 63);
        AudienceCounters last = video.at(time.millis());
        for (Deed deed : deeds) {
            time.advance(Duration.ofSeconds(deed.afterSeconds()));
            carryOut(deed, world, number & 63);
            AudienceCounters now = video.at(time.millis());
            assertThat(now.views()).isGreaterThanOrEqualTo(last.views());
            assertThat(now.paidViews()).isGreaterThanOrEqualTo(last.paidViews());
            assertThat(now.paidLikes()).isGreaterThanOrEqualTo(last.paidLikes());
            assertThat(now.costMicros()).isGreaterThanOrEqualTo(last.costMicros());
            last = now;
        }
    }

    @Property(tries = 30)
    void reportsAddUpToWhatWasSpent(@ForAll("deeds") List<Deed> deeds, @ForAll byte number) {
        ManualTime time = new ManualTime(START);
        World world = new World(time, 5, 0, 0.5);
        LiveVideo video = world.live().get(number & 63);
        for (Deed deed : deeds) {
            time.advance(Duration.ofSeconds(deed.afterSeconds()));
            carryOut(deed, world, number & 63);
        }
        long hour = Duration.ofHours(1).toMillis();
        time.advance(Duration.ofMillis(hour - time.millis() % hour));
        AdFigures figures = video.figures(0, time.millis());
        AudienceCounters counters = video.at(time.millis());
        assertThat((double) figures.costMicros()).isBetween(counters.costMicros() - 1, counters.costMicros() + 1);
        assertThat((double) figures.views()).isBetween(counters.paidViews() - 1, counters.paidViews() + 1);
        assertThat((double) figures.impressions()).isBetween(counters.impressions() - 1, counters.impressions() + 1);
    }

    @Property(tries = 20)
    void whatTheOwnerIsToldOfDaysAddsUpToTheCounters(@ForAll byte number) {
        ManualTime time = new ManualTime(START);
        World world = new World(time, 5, 0, 0, AudienceKind.HOSTILE);
        LiveVideo video = world.live().get(number & 63);
        AudienceCounters before = video.at(time.millis());
        time.advance(Duration.ofDays(20));
        long midnight = time.millis() - Math.floorMod(time.millis(), 86_400_000L);
        AudienceCounters after = video.at(midnight);
        double views = 0;
        double engaged = 0;
        for (long day = midnight - 20 * 86_400_000L; day < midnight; day += 86_400_000L) {
            LiveVideo.VideoDay told = video.between(day, day + 86_400_000L);
            views += told.views();
            engaged += told.engagedViews();
            assertThat(told.paidViews()).isBetween(0.0, told.engagedViews());
        }
        assertThat(views).isCloseTo(after.views() - before.views(), within(0.01));
        assertThat(engaged)
                .isCloseTo(after.inside().engagedViews() - before.inside().engagedViews(), within(0.01));
    }

    private static AudienceCounters end(List<Deed> deeds, int number) {
        ManualTime time = new ManualTime(START);
        World world = new World(time, 11, 0, 0);
        // Deeds are set at absolute times, so that leaving the looks out moves nothing.
        TreeMap<Long, Deed> byTime = new TreeMap<>();
        deeds.stream()
                .sorted(Comparator.comparing(deed -> deed.kind() == Deed.Kind.LOOK))
                .forEach(deed -> byTime.putIfAbsent(deed.afterSeconds() * 7L + deed.amount() * 800_000L, deed));
        for (var entry : byTime.entrySet()) {
            time.advance(Duration.between(time.instant(), START.plusMillis(entry.getKey())));
            carryOut(entry.getValue(), world, number);
        }
        time.advance(Duration.between(time.instant(), START.plus(Duration.ofDays(60))));
        return world.live().get(number).at(time.millis());
    }

    private static void carryOut(Deed deed, World world, int number) {
        LiveVideo video = world.live().get(number);
        long now = world.nowMillis();
        AdCampaign campaign =
                world.ads().campaign(AdAccount.FIRST_CAMPAIGN + number).orElseThrow();
        AdBudget budget = world.ads().budget(campaign.budgetId()).orElseThrow();
        switch (deed.kind()) {
            case LOOK -> video.counts(now);
            case BUDGET -> world.ads().setBudget(budget, deed.amount() * 20_000L, now);
            case SERVE -> world.ads().setServing(campaign, deed.amount() % 2 == 0, now);
            case COMMENT -> world.comments().post(video, video.metadata().channelId(), "Hello", now);
            case PRIVACY ->
                video.expose(
                        new Exposure(
                                deed.amount() % 2 == 0 ? Exposure.Privacy.PUBLIC : Exposure.Privacy.PRIVATE,
                                true,
                                deed.amount() % 3 != 0),
                        now);
        }
    }
}

package dev.ratiofixer.sandbox.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.sandbox.audience.Audience.AudienceProfile;
import dev.ratiofixer.sandbox.audience.Audience.Response;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final List<ReplayedVideo> VIDEOS = ReplayData.load();
    private static final long RELEASED = 1_795_000_000_000L;
    private static final long DAY = 24 * Audience.HOUR;
    private static final long CENT = 10_000;
    private static final Response LIKE_THE_REAL_ONE = new Response(1, 1, 1, 1);

    /** A video's audience from two days after its release, for some days under one condition. */
    private static AudienceCounters after(int video, long seed, Conditions conditions, int days) {
        Audience audience =
                new Audience(VIDEOS.get(video), AudienceProfile.of(seed, VIDEOS.get(video)), seed, RELEASED, 0);
        long from = RELEASED + 2 * DAY;
        AudienceCounters counters = audience.opening(from, conditions.response());
        while (counters.untilMillis() < from + days * DAY) {
            counters = audience.step(
                    counters, conditions, Math.min(Audience.stepEnd(counters.untilMillis()), from + days * DAY));
        }
        return counters;
    }

    private static Conditions spending(Response response, long dailyMicros) {
        return Conditions.opening(response, dailyMicros);
    }

    @Property(tries = 64)
    void withoutInterventionTheRealReadingsComeBack(@ForAll @IntRange(max = 63) int number, @ForAll long seed) {
        Conditions alone = spending(LIKE_THE_REAL_ONE, CENT).serving(false);
        AudienceCounters counters = after(number, seed, alone, 26);
        ReplayedVideo video = VIDEOS.get(number);
        assertThat(counters.views()).isCloseTo(video.views().at(28), within(0.01));
        assertThat(counters.likes()).isCloseTo(video.likes().at(28), within(0.01));
        assertThat(counters.comments()).isCloseTo(video.comments().at(28), within(0.01));
        assertThat(counters.costMicros()).isZero();
    }

    @Property(tries = 100)
    void moreBudgetBringsMorePaidViewsAndNeverSpendsMoreThanIt(
            @ForAll @IntRange(max = 63) int number,
            @ForAll long seed,
            @ForAll @LongRange(min = 100, max = 10_000) long cents,
            @ForAll @LongRange(min = 1, max = 10_000) long moreCents) {
        AudienceCounters less = after(number, seed, spending(LIKE_THE_REAL_ONE, cents * CENT), 3);
        AudienceCounters more = after(number, seed, spending(LIKE_THE_REAL_ONE, (cents + moreCents) * CENT), 3);
        assertThat(more.paidViews()).isGreaterThan(less.paidViews());
        assertThat(more.views()).isGreaterThan(less.views());
        assertThat(more.costMicros())
                .isGreaterThan(less.costMicros())
                .isLessThanOrEqualTo(3.0 * (cents + moreCents) * CENT);
        assertThat(less.costMicros()).isGreaterThan(2.69 * cents * CENT);
    }

    @Property(tries = 100)
    void paidViewersLikeByTheirMultiple(
            @ForAll @IntRange(max = 63) int number,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.2, max = 3) double multiple) {
        AudienceCounters counters =
                after(number, seed, spending(new Response(1, 1, multiple, multiple), 2_000 * CENT), 20);
        // Over days in which the real rate changes little, the moods of the hours cancel out.
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double age = 2; age <= 22; age += 0.1) {
            least = Math.min(least, VIDEOS.get(number).likeRate(age));
            most = Math.max(most, VIDEOS.get(number).likeRate(age));
        }
        double rate = counters.paidLikes() / counters.paidViews();
        assertThat(rate)
                .isBetween(Math.min(0.8, 0.9 * multiple * least) * 0.9, Math.min(0.8, 1.1 * multiple * most) + 1e-9);
    }

    @Property(tries = 100)
    void anOwnersCommentIsAnsweredAndALaterOneLess(@ForAll @IntRange(max = 63) int number, @ForAll long seed) {
        Conditions silent = spending(LIKE_THE_REAL_ONE, 1_000 * CENT);
        Conditions once = silent.prompted(RELEASED + 2 * DAY);
        Conditions twice = once.prompted(RELEASED + 2 * DAY);
        double none = after(number, seed, silent, 3).comments();
        double first = after(number, seed, once, 3).comments() - none;
        double second = after(number, seed, twice, 3).comments() - none - first;
        boolean answered = VIDEOS.get(number).comments().at(2) > 0;
        assertThat(first).satisfies(more -> assertThat(more > 0).isEqualTo(answered));
        assertThat(second).isCloseTo(first / 2, within(1e-6 * (1 + first)));
    }

    private static Audience of(AudienceKind kind, int video, long seed) {
        ReplayedVideo replayed = VIDEOS.get(video);
        return new Audience(replayed, AudienceProfile.of(seed, replayed), seed, RELEASED, 0, kind);
    }

    /** The counters at each full hour, from the audience's opening on. */
    private static List<AudienceCounters> hours(Audience audience, long seed, int video, Conditions now, int days) {
        long opened =
                RELEASED + (long) (AudienceProfile.of(seed, VIDEOS.get(video)).ageDays() * DAY);
        List<AudienceCounters> hours = new ArrayList<>();
        hours.add(audience.opening(opened, now.response()));
        for (int hour = 0; hour < 24 * days; hour++) {
            AudienceCounters last = hours.getLast();
            hours.add(audience.step(last, now, Audience.stepEnd(last.untilMillis())));
        }
        return hours;
    }

    @Property(tries = 50)
    void inARhythmAdsAreServedWhenOthersCome(@ForAll @IntRange(max = 63) int number, @ForAll long seed) {
        Conditions now = spending(LIKE_THE_REAL_ONE, 1_000 * CENT);
        List<AudienceCounters> day = hours(of(AudienceKind.RHYTHM, number, seed), seed, number, now, 40);
        for (int hour = 30 * 24; hour < 31 * 24; hour++) {
            double paid = paid(day, hour) / paid(day, hour + 12);
            double own = own(day, hour) / own(day, hour + 12);
            // A curve's own bend, and days that spend another share of their budget, stay within a tenth each.
            assertThat(paid / own).isBetween(0.75, 1.33);
        }
    }

    private static double paid(List<AudienceCounters> hours, int at) {
        return hours.get(at + 1).paidViews() - hours.get(at).paidViews();
    }

    private static double own(List<AudienceCounters> hours, int at) {
        return hours.get(at + 1).views() - hours.get(at).views() - paid(hours, at);
    }

    @Property(tries = 50)
    void aHostileAudienceKeepsToWhatTheDocumentSays(@ForAll @IntRange(max = 63) int number, @ForAll long seed) {
        Conditions now = spending(LIKE_THE_REAL_ONE, 1_000 * CENT);
        Audience audience = of(AudienceKind.HOSTILE, number, seed);
        List<AudienceCounters> hours = hours(audience, seed, number, now, 56);
        int corrections = 0;
        for (int hour = 1; hour < hours.size(); hour++) {
            AudienceCounters before = hours.get(hour - 1);
            AudienceCounters after = hours.get(hour);
            double engaged = after.inside().engagedViews() - before.inside().engagedViews();
            double paid = after.paidViews() - before.paidViews();
            double paidPublic =
                    after.inside().publicPaidViews() - before.inside().publicPaidViews();
            double own = after.views() - before.views() - paidPublic;
            assertThat(paidPublic / paid).isBetween(0.6, 1.0);
            boolean corrected = own < 1.2 * (engaged - paid) * (1 - 1e-9);
            corrections += corrected ? 1 : 0;
            if (!corrected) {
                assertThat(own).isLessThanOrEqualTo(2.6 * (engaged - paid) * (1 + 1e-9) + 1e-6);
            }
        }
        assertThat(corrections).isBetween(1, 2);
        assertThat(hours.getLast().inside().subscribers()).isPositive();
    }

    @Property(tries = 30)
    void likesOfAHostileAudienceComeLateAndAllOfThemCome(@ForAll @IntRange(max = 63) int number, @ForAll long seed) {
        Conditions now = spending(LIKE_THE_REAL_ONE, 1_000 * CENT);
        Audience audience = of(AudienceKind.HOSTILE, number, seed);
        AudienceCounters last = hours(audience, seed, number, now, 3).getLast();
        Conditions nobodyLikes = now.answering(new Response(0, 0, 0, 0));
        double coming = last.inside().comingLikes();
        AudienceCounters soon = audience.step(last, nobodyLikes, Audience.stepEnd(last.untilMillis()));
        assertThat(soon.likes() - last.likes()).isBetween(0.1 * coming - 1e-6, 0.3 * coming + 1e-6);
        AudienceCounters then = last;
        for (int hour = 0; hour < 96; hour++) {
            then = audience.step(then, nobodyLikes, Audience.stepEnd(then.untilMillis()));
        }
        assertThat(then.inside().comingLikes()).isLessThan(1e-4 * (1 + coming));
    }

    @Test
    void nothingHappensOffTheAirAndNoCommentsWhileTheyAreOff() {
        Conditions open = spending(LIKE_THE_REAL_ONE, 1_000 * CENT);
        AudienceCounters hidden = after(0, 1, open.exposed(false, true), 5);
        assertThat(hidden.views()).isCloseTo(VIDEOS.getFirst().views().at(2), within(1e-9));
        assertThat(hidden.costMicros()).isZero();
        AudienceCounters mute = after(0, 1, open.exposed(true, false), 5);
        assertThat(mute.comments()).isCloseTo(VIDEOS.getFirst().comments().at(2), within(1e-9));
        assertThat(mute.likes()).isGreaterThan(hidden.likes());
    }

    @Property(tries = 200)
    void tempersKeepToTheirBounds(@ForAll long seed, @ForAll @IntRange(max = 63) int number) {
        AudienceProfile profile = AudienceProfile.of(seed, VIDEOS.get(number));
        assertThat(profile).isEqualTo(AudienceProfile.of(seed, VIDEOS.get(number)));
        assertThat(profile.ageDays()).isBetween(1.5, 60.0);
        assertThat(profile.response().paidLikes()).isBetween(0.2, 3.0);
        assertThat(profile.response().paidComments()).isBetween(0.2, 3.0);
        assertThat(profile.response().organicLikes()).isBetween(0.3, 1.0);
        assertThat(profile.openingBudgetMicros() % CENT).isZero();
    }

    @Test
    void halfOfTheDemosVideosFallShort() {
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7))
                .filteredOn(number ->
                        AudienceProfile.of(7, VIDEOS.get(number)).response().organicLikes() < 0.6)
                .hasSizeGreaterThanOrEqualTo(4);
    }
}

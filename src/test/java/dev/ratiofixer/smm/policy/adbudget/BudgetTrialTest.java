package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial.TrialBlock;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BudgetTrialTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.parse("2026-03-20");
    private static final Duration WASHOUT = Duration.ofHours(6);
    private static final double RATE = 0.04;
    private static final List<Boolean> ONE = List.of(true);

    private static Money usd(long micros) {
        return new Money(micros, "USD");
    }

    private static BudgetTrial trial(long seed, int blocks) {
        return new BudgetTrial(
                BudgetTrial.draw(seed, blocks), FIRST, ZoneOffset.UTC, 1, WASHOUT, usd(10_000_000), usd(12_000_000));
    }

    @Property(tries = 100)
    void theSeedDrawsTheBlocksAndTheyAreWholeDaysOfTheAccount(@ForAll long seed) {
        BudgetTrial trial = new BudgetTrial(
                BudgetTrial.draw(seed, 20), FIRST, BERLIN, 1, WASHOUT, usd(10_000_000), usd(12_000_000));
        List<TrialBlock> blocks = trial.blocks();
        assertThat(blocks).hasSize(20);
        assertThat(BudgetTrial.draw(seed, 20)).isEqualTo(trial.draws());
        for (int i = 0; i < blocks.size(); i++) {
            TrialBlock block = blocks.get(i);
            assertThat(block.from().atZone(BERLIN).toLocalTime()).isEqualTo("00:00");
            assertThat(block.from().atZone(BERLIN).toLocalDate()).isEqualTo(FIRST.plusDays(i));
            assertThat(trial.budget(block.from()).equals(usd(12_000_000))).isEqualTo(block.raised());
        }
        // Clocks go forward on 2026-03-29: that day has 23 hours.
        assertThat(Duration.between(blocks.get(9).from(), blocks.get(9).to())).hasHours(23);
        assertThat(trial.budget(blocks.getFirst().from().minusMillis(1))).isEqualTo(usd(10_000_000));
        assertThat(trial.budget(trial.end())).isEqualTo(usd(10_000_000));
    }

    @Property(tries = 200)
    void allBlocksCanBePaidHoweverTheCoinFalls(
            @ForAll @LongRange(min = 0, max = 300_000_000) long most,
            @ForAll @IntRange(min = 1, max = 4) int blockDays,
            @ForAll @IntRange(min = 1, max = 60) int longest) {
        int blocks = BudgetTrial.affordable(usd(10_000_000), usd(12_000_000), usd(most), blockDays, longest);
        assertThat(blocks == 0 || blocks >= BudgetTrial.LEAST_BLOCKS).isTrue();
        assertThat(blocks * blockDays).isLessThanOrEqualTo(longest);
        assertThat(blocks == 0 ? 0 : (blocks * blockDays + 1) * 4_000_000L).isLessThanOrEqualTo(most);
        assertThat(BudgetTrial.affordable(usd(10), usd(10), usd(most), blockDays, longest))
                .isZero();
    }

    @Test
    void aPlanThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new BudgetTrial(ONE, FIRST, BERLIN, 1, Duration.ofDays(1), usd(1), usd(2)))
                .hasMessageContaining("washout");
        assertThatThrownBy(() -> new BudgetTrial(ONE, FIRST, BERLIN, 1, WASHOUT, usd(2), usd(2)))
                .hasMessageContaining("above");
    }

    /** What was seen of a trial up to some day. */
    private record Seen(BudgetTrial trial, Instant start, List<CampaignReading> readings, List<AdsHour> hours) {
        TrialResult after(int days) {
            Instant now = start.plus(Duration.ofDays(days + 1));
            return trial.estimate(
                    readings.stream()
                            .filter(reading -> !reading.at().isAfter(now))
                            .toList(),
                    hours.stream()
                            .filter(hour -> hour.start().isBefore(now.plus(Duration.ofDays(1))))
                            .toList(),
                    AssessedCounter.LIKES,
                    now,
                    null);
        }
    }

    private static TrialResult after(BudgetTrial trial, double each, Random days, int until) {
        return seen(trial, each, days, until).after(until);
    }

    /** Days that differ by themselves, weekends among them; each paid view brings so many likes. */
    private static Seen seen(BudgetTrial trial, double each, Random days, int until) {
        List<CampaignReading> readings = new ArrayList<>();
        List<AdsHour> hours = new ArrayList<>();
        Instant start = trial.blocks().getFirst().from().minus(Duration.ofDays(1));
        double views = 100_000;
        double likes = 3_000;
        double today = 1;
        for (int hour = 0; hour < 24 * (until + 2); hour++) {
            Instant now = start.plus(Duration.ofHours(hour));
            if (hour % 24 == 0) {
                boolean weekend = now.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
                today = (weekend ? 1.3 : 0.9) * Math.exp(0.08 * days.nextGaussian() - hour / 24.0 * 0.02);
            }
            if (hour % 6 == 0) {
                readings.add(new CampaignReading(
                        now, (long) views, (long) likes, 0L, RATE * views, 10.0, CountingRegime.ORIGINAL));
            }
            long paid = trial.budget(now).micros() / 200_000;
            hours.add(new AdsHour(now, 1, paid));
            views += 200 * today + paid;
            likes += 200 * today * 0.02 + paid * each * RATE;
        }
        return new Seen(trial, start, readings, hours);
    }

    private static boolean claims(TrialResult told) {
        return told.claimsAGain() || (told.multipleHigh() != null && told.multipleHigh() < 0);
    }

    @Test
    void whereAdsDoNothingAFewTrialsClaimThatTheyDo() {
        int claims = 0;
        for (int number = 0; number < 100; number++) {
            boolean claimed = false;
            Seen seen = seen(trial(number, 28), 0, new Random(number), 28);
            for (int day = 6; day <= 28; day += 2) {
                claimed |= claims(seen.after(day));
            }
            claims += claimed ? 1 : 0;
        }
        assertThat(claims).isLessThanOrEqualTo(12);
    }

    @Test
    void aStrongEffectIsFoundAndBounded() {
        int claims = 0;
        int helps = 0;
        for (int number = 0; number < 20; number++) {
            TrialResult found = after(trial(number, 28), 6, new Random(number), 28);
            claims += claims(found) ? 1 : 0;
            helps += found.helps() ? 1 : 0;
            assertThat(found.doesNotHelp()).isFalse();
            assertThat(found.multipleLow() == null || found.multipleLow() < 7).isTrue();
        }
        assertThat(claims).isGreaterThan(14);
        assertThat(helps).isGreaterThan(10);
    }

    @Test
    void blocksThatHaveNotEndedOrCannotBeReadDoNotCount() {
        BudgetTrial trial = trial(3, 10);
        assertThat(after(trial, 1, new Random(1), 4).blocks()).isBetween(3, 4);
        TrialResult nothing = trial.estimate(List.of(), List.of(), AssessedCounter.LIKES, Instant.MAX, null);
        assertThat(nothing.blocks()).isZero();
        assertThat(claims(nothing)).isFalse();
        assertThat(nothing.helps() || nothing.doesNotHelp()).isFalse();
    }
}

package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose interval lasts longest when the day's units do not reach for all. */
class PriorityTest {
    private static final Instant NOW = CampaignFixtures.NOW;
    private static final Instant RELEASED = CampaignFixtures.VIDEO.publishedAt();

    @ParameterizedTest
    @CsvSource({"2, URGENT", "3, NORMAL", "27, NORMAL", "28, CALM", "400, CALM"})
    void youngVideosFirstAndOldOnesLast(int days, WatchPriority expected) {
        Instant then = RELEASED.plus(Duration.ofDays(days));

        assertThat(CampaignFeatures.priority(
                        CampaignFixtures.VIDEO, CampaignFixtures.running().progress(), then))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // views, an hour later, fast: a tenth a day is 417 views an hour at 100,000
        "100000, 100416, false",
        "100000, 100417, true",
        "100000, 99000, false",
        "50, 54, false",
        "50, 55, true",
        "0, 5, true"
    })
    void aVideoIsFastWhenItGrowsByATenthADay(long views, long later, boolean fast) {
        CampaignProgress progress =
                read(read(CampaignFixtures.running().progress(), NOW, views), NOW.plusSeconds(3600), later);

        assertThat(progress.reading().pace().fast()).isEqualTo(fast);
        assertThat(CampaignFeatures.priority(CampaignFixtures.VIDEO, progress, NOW))
                .isEqualTo(fast ? WatchPriority.URGENT : WatchPriority.NORMAL);
    }

    @Test
    void oneStepOfACounterIsNoPace() {
        CampaignProgress progress =
                read(read(CampaignFixtures.running().progress(), NOW, 1_000), NOW.plusSeconds(36), 1_500);
        assertThat(progress.reading().pace().fast()).isFalse();

        assertThat(read(progress, NOW.plusSeconds(3600), 1_500).reading().pace().fast())
                .isTrue();
        assertThat(read(read(progress, NOW.plusSeconds(3600), 1_500), NOW.plusSeconds(7200), 1_501)
                        .reading()
                        .pace()
                        .fast())
                .isFalse();
    }

    @Test
    void reservedMoneyKeepsTheInterval() {
        Money nothing = Money.zero("USD");
        CampaignProgress idle = CampaignProgress.fresh(OrderTotals.NONE, new Spend(nothing, nothing, null));
        CampaignProgress spending =
                CampaignProgress.fresh(OrderTotals.NONE, new Spend(Money.parse("0.01", "USD"), nothing, null));

        Money all = Money.parse("7.00", "USD");
        CampaignProgress spent = CampaignProgress.fresh(OrderTotals.NONE, new Spend(all, all, null));

        assertThat(CampaignFeatures.priority(CampaignFixtures.VIDEO, spent, NOW))
                .as("the ledger counts what was spent as reserved, too")
                .isEqualTo(WatchPriority.NORMAL);
        assertThat(CampaignFeatures.priority(CampaignFixtures.VIDEO, idle, NOW)).isEqualTo(WatchPriority.NORMAL);
        assertThat(CampaignFeatures.priority(CampaignFixtures.VIDEO, spending, NOW))
                .isEqualTo(WatchPriority.URGENT);
    }

    @Test
    void whereNothingMayBeExpectedOldVideosWaitToo() {
        CampaignRules declined = new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), false);
        CampaignMachine machine =
                new CampaignMachine(CampaignFixtures.campaign(OrderMode.OBSERVE, CompleteWhen.NEVER), declined);
        Instant late = RELEASED.plus(Duration.ofDays(90));

        Decision first = machine.decide(
                CampaignFixtures.running(),
                new CampaignMessage.SampleReceived(CampaignFixtures.sampled(late, 1_000L, 10L, 1L)),
                late);
        Decision second = machine.decide(
                first.state(),
                new CampaignMessage.SampleReceived(CampaignFixtures.sampled(late, 1_000L, 10L, 1L)),
                late);

        assertThat(first.effects()).contains(new WatchVideo(WatchPriority.CALM));
        assertThat(second.effects()).noneMatch(WatchVideo.class::isInstance);
    }

    @Test
    void aCounterThatFellWhileNobodyPolledIsACorrection() {
        CampaignMachine machine = new CampaignMachine(
                CampaignFixtures.campaign(OrderMode.AUTO, CompleteWhen.NEVER), CampaignRules.DEFAULT);
        Decision before = machine.decide(
                CampaignFixtures.running(),
                new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW, 1_000L, 10L, 1L)),
                NOW);
        // What the polling sends first after a restart, when it knows no sample before.
        Decision after = machine.decide(
                before.state(),
                new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW.plusSeconds(60), 900L, 10L, 1L)),
                NOW.plusSeconds(60));

        assertThat(before.state().progress().reading().sample())
                .satisfies(sample -> assertThat(sample.corrected()).isFalse());
        assertThat(after.state().progress().reading().sample())
                .satisfies(sample -> assertThat(sample.corrected()).isTrue());
    }

    private static CampaignProgress read(CampaignProgress progress, Instant at, long views) {
        return progress.withReading(progress.reading().next(CampaignFixtures.sampled(at, views, 10L, 1L)));
    }
}

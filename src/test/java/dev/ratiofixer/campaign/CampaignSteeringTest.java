package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignEffect.CheckStartAgain;
import dev.ratiofixer.campaign.CampaignEffect.CloseOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.Leave;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignEffect.WakeAt;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignMessage.TermsEdit;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.CampaignTerms.Labels;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignSteeringTest {
    private static final Instant NOW = CampaignFixtures.NOW;
    private static final PersonPause BY_ANNA = new PersonPause("anna", NOW, "the release moves");

    private final Campaign campaign = CampaignFixtures.campaign(OrderMode.PROPOSE, CompleteWhen.NEVER);
    private final CampaignMachine machine = new CampaignMachine(campaign, CampaignRules.DEFAULT);

    @Test
    void aPersonsPauseIsWrittenAndThenEndsWhatIsOpen() {
        Decision decision = machine.decide(CampaignFixtures.running(), new CampaignMessage.PauseAsked(BY_ANNA), NOW);

        assertThat(decision.state()).isInstanceOf(Held.class);
        assertThat(decision.state().status()).isEqualTo(CampaignStatus.PAUSED);
        assertThat(decision.effects().subList(0, 2))
                .containsExactly(new Save(), new CloseOrders("the campaign was paused by anna"));
    }

    @Test
    void whoPausedFirstIsKept() {
        CampaignState held = machine.decide(CampaignFixtures.running(), new CampaignMessage.PauseAsked(BY_ANNA), NOW)
                .state();

        Decision again = machine.decide(
                held, new CampaignMessage.PauseAsked(new PersonPause("ben", NOW.plusSeconds(5), "")), NOW);

        assertThat(again).isEqualTo(Decision.of(held));
    }

    @Test
    void samplesGoOnAndNothingIsOrdered() {
        CampaignState held = new Held(CampaignFixtures.running().progress(), BY_ANNA);

        Decision sampled = machine.decide(
                held, new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW, 1_000L, 1L, 0L)), NOW);
        Decision expected = machine.decide(
                sampled.state(),
                new CampaignMessage.Expected(NOW, CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED),
                NOW);

        assertThat(expected.state()).isInstanceOf(Held.class);
        assertThat(expected.state().progress().shortfall().isNone()).isFalse();
        assertThat(expected.effects()).noneMatch(CampaignEffect.AskOrders.class::isInstance);
        assertThat(machine.decide(expected.state(), new CampaignMessage.ReviewAsked(), NOW)
                        .effects())
                .isEmpty();
    }

    @Test
    void resumedItAsksThePolicyWithTheNextReading() {
        CampaignState held = new Held(CampaignFixtures.running().progress(), BY_ANNA);

        Decision resumed = machine.decide(held, new CampaignMessage.ResumeAsked(), NOW);

        assertThat(resumed.state()).isInstanceOf(Running.class);
        assertThat(resumed.effects().getFirst()).isEqualTo(new Save());
        assertThat(resumed.state().progress().ordering().askAgainAt()).isBeforeOrEqualTo(NOW);
    }

    @Test
    void aVideoThatWentAwayMeanwhileIsStillAwayAfterTheResume() {
        CampaignState held = new Held(CampaignFixtures.running().progress(), BY_ANNA);
        CampaignState away = machine.decide(
                        held,
                        new CampaignMessage.WatchFailed(new SamplingInterrupted(
                                CampaignFixtures.VIDEO.id(), WatchError.VIDEO_PRIVATE, "it is private", NOW)),
                        NOW)
                .state();
        assertThat(away).isInstanceOf(Held.class);

        assertThat(machine.decide(away, new CampaignMessage.ResumeAsked(), NOW).state())
                .isInstanceOf(Paused.class);
        CampaignState back = machine.decide(
                        away, new CampaignMessage.SampleReceived(CampaignFixtures.sampled(NOW, 1_000L, 50L, 5L)), NOW)
                .state();
        assertThat(machine.decide(back, new CampaignMessage.ResumeAsked(), NOW).state())
                .isInstanceOf(Running.class);
    }

    @Test
    void aPersonsPauseSurvivesARestart() {
        CampaignState held = new Held(CampaignFixtures.running().progress(), BY_ANNA);

        CampaignSnapshot stored = SnapshotMapper.of(held, CampaignRules.DEFAULT);

        assertThat(stored.pausedBy()).isEqualTo(BY_ANNA);
        assertThat(SnapshotMapper.restore(stored)).isInstanceOf(Held.class);
    }

    @Test
    void anEditThatAllowsLessEndsWhatIsOpen() {
        CampaignTerms before = limited("200.00", null);

        assertThat(edit(before, limited("150.00", null)).effects()).anyMatch(CloseOrders.class::isInstance);
        assertThat(edit(before, limited("250.00", null)).effects()).noneMatch(CloseOrders.class::isInstance);
        assertThat(edit(before, before.labelled("Other name", new Labels(null, "Ada", List.of("spring"))))
                        .effects())
                .noneMatch(CloseOrders.class::isInstance);
        assertThat(edit(before, before.labelled("Spring", new Labels("acme", null, List.of())))
                        .effects())
                .as("another client's limit")
                .anyMatch(CloseOrders.class::isInstance);
    }

    @Test
    void aShorterConsentAllowsLess() {
        Consent consent = new Consent("label@example.org", NOW, NOW.plus(Duration.ofDays(30)));
        CampaignTerms before = limited("200.00", consent);

        assertThat(before.narrowedTo(limited("200.00", null))).isTrue();
        assertThat(before.narrowedTo(
                        limited("200.00", new Consent("label@example.org", NOW, NOW.plus(Duration.ofDays(29))))))
                .isTrue();
        assertThat(before.narrowedTo(
                        limited("200.00", new Consent("label@example.org", NOW, NOW.plus(Duration.ofDays(31))))))
                .isFalse();
        assertThat(limited("200.00", null).narrowedTo(before)).isFalse();
    }

    @Test
    void aScheduledCampaignWaitsAndIsCheckedOnceMore() {
        CampaignMachine later =
                new CampaignMachine(campaign.startingAt(NOW.plus(Duration.ofHours(3))), CampaignRules.DEFAULT);
        Scheduled scheduled = new Scheduled(CampaignFixtures.running().progress());

        assertThat(later.decide(scheduled, new CampaignMessage.Deployed(), NOW).effects())
                .containsExactly(new WakeAt(NOW.plus(Duration.ofHours(3))));
        assertThat(later.decide(scheduled, new CampaignMessage.DeadlineReached(), NOW)
                        .effects())
                .containsExactly(new WakeAt(NOW.plus(Duration.ofHours(3))));
        Instant due = NOW.plus(Duration.ofHours(3));
        assertThat(later.decide(scheduled, new CampaignMessage.DeadlineReached(), due)
                        .effects())
                .containsExactly(new CheckStartAgain());

        Decision started = later.decide(scheduled, new CampaignMessage.StartChecked(List.of()), due);

        assertThat(started.state()).isInstanceOf(Running.class);
        assertThat(started.effects().getFirst()).isEqualTo(new Save());
        assertThat(started.effects()).anyMatch(WatchVideo.class::isInstance);
    }

    @Test
    void aStartThatLacksSomethingWaitsAndSaysWhat() {
        CampaignMachine due = new CampaignMachine(campaign.startingAt(NOW), CampaignRules.DEFAULT);
        Scheduled scheduled = new Scheduled(CampaignFixtures.running().progress());
        List<Prerequisite> missing =
                List.of(new Prerequisite("video_available", "video_id", false, true, "the video is private"));

        Decision held = due.decide(scheduled, new CampaignMessage.StartChecked(missing), NOW);
        assertThat(held.state()).isInstanceOf(Scheduled.class);
        assertThat(held.state().progress().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("the video is private"));
        assertThat(held.effects()).contains(new WakeAt(NOW.plus(Duration.ofMinutes(5))));

        Instant tooLate = NOW.plus(Duration.ofDays(1));
        Decision over = due.decide(held.state(), new CampaignMessage.StartChecked(missing), tooLate);
        assertThat(over.state()).isInstanceOf(Ended.class);
        assertThat(over.state().status()).isEqualTo(CampaignStatus.FAILED);
        assertThat(over.effects()).contains(new Leave());
    }

    @Test
    void aScheduledCampaignIsStoredAsSuch() {
        CampaignSnapshot stored =
                SnapshotMapper.of(new Scheduled(CampaignFixtures.running().progress()), CampaignRules.DEFAULT);

        assertThat(stored.status()).isEqualTo(CampaignStatus.SCHEDULED);
        assertThat(SnapshotMapper.restore(stored)).isInstanceOf(Scheduled.class);
    }

    private Decision edit(CampaignTerms before, CampaignTerms after) {
        CampaignMachine edited = new CampaignMachine(campaign.with(after), CampaignRules.DEFAULT);
        return edited.decide(
                CampaignFixtures.running(),
                new CampaignMessage.TermsEdited(new TermsEdit(before, after, null, "anna")),
                NOW);
    }

    private static CampaignTerms limited(String max, @Nullable Consent consent) {
        return new CampaignTerms(
                "Spring",
                null,
                null,
                "2324",
                null,
                OrderMode.PROPOSE,
                new SpendLimits(Money.parse(max, "USD"), Money.parse("20.00", "USD")),
                CompleteWhen.NEVER,
                consent);
    }
}

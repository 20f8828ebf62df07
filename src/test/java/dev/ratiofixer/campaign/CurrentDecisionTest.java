package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignMessage.OrdersAnswered;
import dev.ratiofixer.campaign.CampaignMessage.OrdersFailed;
import dev.ratiofixer.campaign.CampaignMessage.RulesChanged;
import dev.ratiofixer.campaign.CampaignMessage.SampleReceived;
import dev.ratiofixer.campaign.CampaignMessage.StopAsked;
import dev.ratiofixer.campaign.CampaignMessage.WatchFailed;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why nothing happens has an answer at every moment of a campaign. */
class CurrentDecisionTest {
    private static final Instant NOW = CampaignFixtures.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofHours(6));

    private CampaignRules rules = CampaignRules.DEFAULT;
    private OrderMode mode = OrderMode.AUTO;
    private CampaignState state = CampaignFixtures.running();

    private CampaignMachine machine() {
        return new CampaignMachine(CampaignFixtures.campaign(mode, CompleteWhen.NEVER), rules);
    }

    private void on(CampaignMessage message) {
        state = machine().decide(state, message, NOW).state();
    }

    private CurrentDecision now() {
        CurrentDecision shown = of(state);
        if (state.status().isLive()) {
            CampaignState restarted = SnapshotMapper.restore(SnapshotMapper.of(state, rules));
            assertThat(of(restarted)).as("the same after a restart").isEqualTo(shown);
        }
        assertThat(shown.reason()).isEqualTo(shown.reasonCode().sentence()).endsWith(".");
        return shown;
    }

    private CurrentDecision of(CampaignState some) {
        return CurrentDecision.of(new CampaignView(machine().campaign(), SnapshotMapper.of(some, rules)));
    }

    private void read(@Nullable Long views, long likes, ChannelKnowledge channel) {
        Sampled some = CampaignFixtures.sampled(NOW, views, likes, likes / 10);
        on(new SampleReceived(new Sampled(some.facts(), some.sample(), channel, null)));
        if (views != null && !(channel instanceof ChannelKnowledge.Unread) && rules.derivedMetrics()) {
            ChannelKnowledge known = state.progress().reading().channel();
            on(new CampaignMessage.Expected(NOW, known, CampaignFixtures.EXPECTED));
        }
    }

    private void read() {
        read(10_000L, 100, CampaignFixtures.CHANNEL);
    }

    private static PolicyDecision answer(AnswerOutcome outcome, ReasonCode code) {
        return new PolicyDecision("c-1", "likes", "short", outcome, code, "with figures", NOW, LATER);
    }

    private void held(ReasonCode code) {
        on(new OrdersAnswered(new PlaceOrderOutcome.Held("with figures", LATER, answer(AnswerOutcome.HELD, code))));
    }

    @Test
    void beforeTheFirstReading() {
        assertThat(now().reasonCode()).isEqualTo(ReasonCode.FIRST_READING);
    }

    @Test
    void whileItOnlyWatches() {
        mode = OrderMode.OBSERVE;
        read();

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.OBSERVES);
        assertThat(now().nextLookAt()).as("only a person changes it").isNull();
    }

    @Test
    void whileComplianceOrTheOwnerForbidsIt() {
        rules = new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), false);
        read();
        assertThat(now().reasonCode()).isEqualTo(ReasonCode.DECLINED);

        rules = new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), true, Set.of());
        read(10_000L, 100, ChannelKnowledge.unread());
        assertThat(now().reasonCode()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void whileTheChannelIsBeingRead() {
        read(10_000L, 100, ChannelKnowledge.unread());

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.WAITING_FOR_HISTORY);
        assertThat(now().nextLookAt()).isEqualTo(NOW.plusSeconds(36));
    }

    @Test
    void whileTheChannelCannotBeRead() {
        read(10_000L, 100, new ChannelKnowledge.Unreadable("YouTube answered 503", NOW));

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.HISTORY_AWAY);
        assertThat(now().detail()).contains("503");
    }

    @Test
    void whileYouTubeShowsNoViews() {
        read(null, 100, CampaignFixtures.CHANNEL);

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.VIEWS_HIDDEN);
    }

    @Test
    void untilThePolicyHasAnswered() {
        read();

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.NEXT_LOOK);
        assertThat(now().nextLookAt()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"PAID_VIEWERS_UNKNOWN", "RESTING", "UNPLACED", "LIMITS", "CHANGED_BY_OTHERS", "NOT_ALLOWED"})
    void whatThePolicySaid(ReasonCode code) {
        read();
        held(code);

        CurrentDecision shown = now();
        assertThat(shown.reasonCode()).isEqualTo(code);
        assertThat(shown.detail()).isEqualTo("with figures");
        assertThat(shown.nextLookAt()).isEqualTo(LATER);
        assertThat(shown.counter()).isEqualTo("likes");
    }

    @Test
    void whatWasOrdered() {
        read();
        on(new OrdersAnswered(new PlaceOrderOutcome.Ordered(
                java.util.List.of(), LATER, answer(AnswerOutcome.ORDERED, ReasonCode.ORDERED))));

        assertThat(now().outcome()).isEqualTo(AnswerOutcome.ORDERED);
    }

    @Test
    void whereNothingIsMissingTheNextLookIsTheNextReview() {
        read(10_000L, 500, CampaignFixtures.CHANNEL);
        held(ReasonCode.ON_TARGET);

        assertThat(now().nextLookAt()).isEqualTo(NOW.plus(CampaignRules.DEFAULT.review()));
    }

    @Test
    void whileNobodyAnswers() {
        read();
        held(ReasonCode.RESTING);
        on(new OrdersFailed("no orders: timed out"));

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.ORDERS_AWAY);
        assertThat(Objects.requireNonNull(now().nextLookAt())).isAfter(NOW);
    }

    @Test
    void whileSpendingIsOff() {
        read();
        held(ReasonCode.PAID_VIEWERS_UNKNOWN);
        rules = rules.withSpending(false);
        on(new RulesChanged());
        assertThat(now().reasonCode()).isEqualTo(ReasonCode.SPENDING_OFF);

        rules = rules.withSpending(true);
        on(new RulesChanged());
        assertThat(now().reasonCode()).as("on again").isEqualTo(ReasonCode.PAID_VIEWERS_UNKNOWN);
    }

    @Test
    void whereNothingIsMissingTheSwitchDoesNotMatter() {
        read(10_000L, 500, CampaignFixtures.CHANNEL);
        held(ReasonCode.ON_TARGET);
        rules = rules.withSpending(false);
        on(new RulesChanged());

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.ON_TARGET);
    }

    @ParameterizedTest
    @EnumSource(WatchError.class)
    void whileTheVideoCannotBeRead(WatchError error) {
        read();
        held(ReasonCode.RESTING);
        on(new WatchFailed(new SamplingInterrupted(machine().campaign().video().id(), error, "why", NOW)));

        assertThat(now().reasonCode()).isEqualTo(error.isAway() ? ReasonCode.VIDEO_AWAY : ReasonCode.YOUTUBE_AWAY);

        read();
        assertThat(now().reasonCode()).as("it is back").isEqualTo(ReasonCode.RESTING);
    }

    @Test
    void whenItIsOver() {
        read();
        on(new StopAsked());

        assertThat(now().reasonCode()).isEqualTo(ReasonCode.ENDED);
        assertThat(now().nextLookAt()).isNull();
        assertThat(now().at()).isEqualTo(NOW);
    }
}

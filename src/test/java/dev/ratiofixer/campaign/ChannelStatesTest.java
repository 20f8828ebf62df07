package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignEffect.AskModel;
import dev.ratiofixer.campaign.CampaignEffect.AskOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.Empty;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a campaign does by what is known of its channel, and what of that outlives its process. */
class ChannelStatesTest {
    private static final Instant NOW = CampaignFixtures.NOW;
    private static final Duration TICK = Duration.ofSeconds(36);
    private static final ChannelHistory HISTORY = new ChannelHistory(20, 0.04, 0.002);
    private static final Map<String, ChannelKnowledge> CHANNELS = Map.of(
            "unread", ChannelKnowledge.unread(),
            "known", new Known(HISTORY, NOW.minusSeconds(60)),
            "empty", new Empty(NOW.minusSeconds(60)),
            "unreadable", new Unreadable("YouTube answered 503", NOW.minusSeconds(60)));

    private final CampaignMachine machine =
            new CampaignMachine(CampaignFixtures.campaign(OrderMode.AUTO, CompleteWhen.NEVER), CampaignRules.DEFAULT);

    private static ChannelKnowledge channel(String kind) {
        return Objects.requireNonNull(CHANNELS.get(kind));
    }

    private static Sampled sampled(Instant at, long likes, ChannelKnowledge channel) {
        Sampled some = CampaignFixtures.sampled(at, 10_000L, likes, likes / 10);
        return new Sampled(some.facts(), some.sample(), channel, null);
    }

    private static Optional<AskModel> question(Decision decision) {
        return decision.effects().stream()
                .filter(AskModel.class::isInstance)
                .map(AskModel.class::cast)
                .findFirst();
    }

    private Decision sample(CampaignState state, Instant at, long likes, ChannelKnowledge channel) {
        return machine.decide(state, new CampaignMessage.SampleReceived(sampled(at, likes, channel)), at);
    }

    /** A sample and, if the model was asked, its answer. */
    private Decision tick(CampaignState state, Instant at, long likes, ChannelKnowledge channel) {
        Decision read = sample(state, at, likes, channel);
        return question(read)
                .map(asked -> machine.decide(
                        read.state(), new CampaignMessage.Expected(at, asked.channel(), CampaignFixtures.EXPECTED), at))
                .orElse(read);
    }

    private static boolean orders(Decision decision) {
        return decision.effects().stream().anyMatch(AskOrders.class::isInstance);
    }

    private static List<String> problems(Decision decision) {
        return decision.state().progress().problems().stream()
                .map(Problem::code)
                .toList();
    }

    @ParameterizedTest(name = "{0}: expected {1}, orders {2}, says {3}")
    @CsvSource({
        "unread,     false, false, channel_unread",
        "known,      true,  true,  ",
        "empty,      true,  true,  ",
        "unreadable, true,  false, channel_unreadable",
    })
    void eachStateSaysWhetherSomethingIsExpectedAndOrdered(
            String kind, boolean expected, boolean ordered, @Nullable String problem) {
        Decision tick = tick(CampaignFixtures.running(), NOW, 10, channel(kind));

        assertThat(tick.state().progress().reading().expectation() != null).isEqualTo(expected);
        assertThat(tick.state().progress().shortfall().likes()).isEqualTo(expected ? 390 : 0);
        assertThat(orders(tick)).isEqualTo(ordered);
        assertThat(problems(tick)).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void nothingIsOrderedForAVideoThatIsNotOutYet() {
        Campaign known = machine.campaign();
        VideoFacts facts = known.video();
        VideoFacts upcoming = new VideoFacts(
                facts.id(),
                facts.title(),
                facts.channelId(),
                facts.publishedAt(),
                null,
                facts.form(),
                facts.category());
        CampaignMachine early = new CampaignMachine(known.with(upcoming), CampaignRules.DEFAULT);
        Decision read = early.decide(
                CampaignFixtures.running(),
                new CampaignMessage.SampleReceived(sampled(NOW, 10, channel("known"))),
                NOW);
        Decision judged = early.decide(
                read.state(), new CampaignMessage.Expected(NOW, channel("known"), CampaignFixtures.EXPECTED), NOW);

        assertThat(judged.state().progress().shortfall().likes()).isEqualTo(390);
        assertThat(orders(judged)).isFalse();
        assertThat(problems(judged)).containsExactly("video_not_out");
        assertThat(PolicyReview.refusal(OrderMode.AUTO, judged.state())).contains("has not come out yet");

        Decision out = tick(judged.state(), NOW.plus(TICK), 10, channel("known"));
        assertThat(orders(out)).isTrue();
        assertThat(problems(out)).isEmpty();
    }

    @Test
    void theModelIsAskedWithTheHistoryThatIsKnown() {
        assertThat(question(sample(CampaignFixtures.running(), NOW, 10, channel("known")))
                        .orElseThrow()
                        .features()
                        .channel())
                .isEqualTo(HISTORY);
    }

    @ParameterizedTest
    @CsvSource({"unread", "unreadable"})
    void onceItIsReadItIsJudgedAndOrderedForWithoutWaitingForAnotherSample(String before) {
        Decision blind = tick(CampaignFixtures.running(), NOW, 10, channel(before));
        Decision again = tick(blind.state(), NOW, 10, channel("known"));

        assertThat(orders(again)).isTrue();
        assertThat(problems(again)).isEmpty();
    }

    @Test
    void anAnswerToAGuessDoesNotCountOnceTheChannelIsKnown() {
        AskModel guess = question(sample(CampaignFixtures.running(), NOW, 10, channel("unreadable")))
                .orElseThrow();
        Decision known = sample(
                sample(CampaignFixtures.running(), NOW, 10, channel("unreadable"))
                        .state(),
                NOW,
                10,
                channel("known"));

        Decision late = machine.decide(
                known.state(), new CampaignMessage.Expected(NOW, guess.channel(), CampaignFixtures.EXPECTED), NOW);

        assertThat(late).isEqualTo(Decision.of(known.state()));
    }

    @ParameterizedTest
    @CsvSource({"unread", "unreadable"})
    void whatWasKnownIsNotForgottenWhenItCannotBeReadAgain(String news) {
        Decision known = tick(CampaignFixtures.running(), NOW, 10, channel("known"));
        Decision next = sample(known.state(), NOW.plus(TICK), 11, channel(news));

        assertThat(question(next).orElseThrow().features().channel()).isEqualTo(HISTORY);
        assertThat(problems(next)).isEmpty();
    }

    @Test
    void aGuessDoesNotCompleteACampaign() {
        CampaignMachine patient = new CampaignMachine(
                CampaignFixtures.campaign(OrderMode.AUTO, new CompleteWhen(null, Duration.ofHours(1), null)),
                CampaignRules.DEFAULT);
        CampaignState state = CampaignFixtures.running();
        for (int minutes = 0; minutes <= 120; minutes += 30) {
            Instant at = NOW.plus(Duration.ofMinutes(minutes));
            ChannelKnowledge guess = channel("unreadable");
            Decision read = patient.decide(state, new CampaignMessage.SampleReceived(sampled(at, 500, guess)), at);
            state = patient.decide(read.state(), new CampaignMessage.Expected(at, guess, CampaignFixtures.EXPECTED), at)
                    .state();
        }
        assertThat(state.status()).isEqualTo(CampaignStatus.RUNNING);
    }

    /** Restart, take-over by another node, hand-over: each goes on from a snapshot. */
    private CampaignState restarted(CampaignState state) {
        return SnapshotMapper.restore(SnapshotMapper.of(state, CampaignRules.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({"known", "empty", "unreadable", "unread"})
    void whatWasKnownOfAChannelComesBack(String kind) {
        Decision before = tick(CampaignFixtures.running(), NOW, 10, channel(kind));

        assertThat(restarted(before.state()).progress().reading().channel()).isEqualTo(channel(kind));
    }

    @Test
    void theFirstSampleAfterARestartIsJudgedByWhatWasKnown() {
        CampaignState before =
                tick(CampaignFixtures.running(), NOW, 500, channel("known")).state();
        Decision after = sample(restarted(before), NOW.plus(TICK), 500, ChannelKnowledge.unread());

        assertThat(question(after).orElseThrow().features().channel()).isEqualTo(HISTORY);
    }

    @Test
    void aRestartDoesNotAskForOrdersBeforeItIsTime() {
        Decision asked = tick(CampaignFixtures.running(), NOW, 10, channel("known"));
        assertThat(orders(asked)).isTrue();
        Instant again = NOW.plus(Duration.ofHours(5));
        Decision held = machine.decide(
                asked.state(), new CampaignMessage.OrdersAnswered(new PlaceOrderOutcome.Held("wait", again)), NOW);
        assertThat(held.effects()).contains(new CampaignEffect.SaveBehind());

        CampaignState after = restarted(held.state());
        assertThat(orders(tick(after, NOW.plus(Duration.ofHours(4)), 10, channel("known"))))
                .isFalse();
        assertThat(orders(tick(after, again, 10, channel("known")))).isTrue();
    }

    @Test
    void aRestartDoesNotReviewTheLeversOfACampaignThatIsWellBeforeADayHasPassed() {
        Decision reviewed = tick(CampaignFixtures.running(), NOW, 500, channel("known"));
        assertThat(orders(reviewed)).isTrue();
        Decision answered = machine.decide(
                reviewed.state(), new CampaignMessage.OrdersAnswered(new PlaceOrderOutcome.Held("well", NOW)), NOW);

        CampaignState after = restarted(answered.state());
        assertThat(orders(tick(after, NOW.plus(Duration.ofHours(23)), 500, channel("known"))))
                .isFalse();
        assertThat(orders(tick(after, NOW.plus(Duration.ofHours(24)), 500, channel("known"))))
                .isTrue();
    }

    @Test
    void aRestartDoesNotBeginAnewToCountHowLongACampaignIsWell() {
        CampaignMachine patient = new CampaignMachine(
                CampaignFixtures.campaign(OrderMode.OBSERVE, new CompleteWhen(null, Duration.ofHours(1), null)),
                CampaignRules.DEFAULT);
        CampaignState well =
                tick(CampaignFixtures.running(), NOW, 500, channel("known")).state();
        Instant end = NOW.plus(Duration.ofHours(1));
        Decision read = patient.decide(
                restarted(well), new CampaignMessage.SampleReceived(sampled(end, 500, channel("known"))), end);
        Decision done = patient.decide(
                read.state(), new CampaignMessage.Expected(end, channel("known"), CampaignFixtures.EXPECTED), end);

        assertThat(done.state().status()).isEqualTo(CampaignStatus.COMPLETED);
    }
}

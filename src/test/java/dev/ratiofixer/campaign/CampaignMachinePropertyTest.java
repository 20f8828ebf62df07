package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignEffect.AskOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.Leave;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CampaignMachinePropertyTest {
    private static final List<OrderMode> MODES = List.of(OrderMode.values());

    /** One random thing that happens, given the time. */
    interface Happening {
        CampaignMessage at(Instant now);
    }

    @Property(tries = 400)
    void randomMessagesNeverBreakTheRules(
            @ForAll("happenings") List<Happening> happenings, @ForAll("modes") OrderMode mode) {
        CampaignMachine machine =
                new CampaignMachine(CampaignFixtures.campaign(mode, CompleteWhen.NEVER), CampaignRules.DEFAULT);
        CampaignState state = CampaignFixtures.running();
        Instant now = CampaignFixtures.NOW;
        boolean asked = false;
        boolean held = false;
        for (Happening happening : happenings) {
            now = now.plusSeconds(36);
            CampaignMessage message = happening.at(now);
            Decision decision = machine.decide(state, message, now);
            assertThat(machine.decide(state, message, now)).as("the same again").isEqualTo(decision);
            asked = neverAsksTwiceAtATime(decision, message, asked);
            isSound(decision, state, mode);
            held = (held || message instanceof CampaignMessage.PauseAsked)
                    && !(message instanceof CampaignMessage.ResumeAsked);
            if (held) {
                assertThat(decision.state())
                        .as("only a person's resume ends a person's pause")
                        .isInstanceOfAny(Held.class, Ended.class);
                assertThat(decision.effects()).noneMatch(AskOrders.class::isInstance);
            }
            state = decision.state();
        }
    }

    private static boolean neverAsksTwiceAtATime(Decision decision, CampaignMessage message, boolean asked) {
        boolean answered =
                message instanceof CampaignMessage.OrdersAnswered || message instanceof CampaignMessage.OrdersFailed;
        boolean asks = decision.effects().stream().anyMatch(AskOrders.class::isInstance);
        assertThat(asks && asked && !answered).isFalse();
        return asks || (asked && !answered);
    }

    private static void isSound(Decision decision, CampaignState before, OrderMode mode) {
        Shortfall shortfall = decision.state().progress().shortfall();
        assertThat(shortfall.likes()).isNotNegative();
        assertThat(shortfall.comments()).isNotNegative();
        if (before instanceof Ended) {
            assertThat(decision).isEqualTo(Decision.of(before));
        }
        if (decision.state().status() != before.status()) {
            assertThat(decision.effects().getFirst())
                    .as("a change of status is written first")
                    .isEqualTo(new Save());
        }
        assertThat(decision.effects().contains(new Leave()))
                .isEqualTo(decision.state() instanceof Ended && !(before instanceof Ended));
        if (mode == OrderMode.OBSERVE) {
            assertThat(decision.effects()).noneMatch(AskOrders.class::isInstance);
        }
        CampaignSnapshot stored = SnapshotMapper.of(decision.state(), CampaignRules.DEFAULT);
        if (stored.status().isLive()) {
            assertThat(SnapshotMapper.of(SnapshotMapper.restore(stored), CampaignRules.DEFAULT))
                    .as("what is stored comes back")
                    .isEqualTo(stored);
        }
    }

    @Provide
    Arbitrary<OrderMode> modes() {
        return Arbitraries.of(MODES);
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        Arbitrary<Long> counters = Arbitraries.longs().between(0, 2_000).injectNull(0.1);
        Arbitrary<Happening> samples = counters.tuple3()
                .map(counts -> now -> new CampaignMessage.SampleReceived(
                        CampaignFixtures.sampled(now, counts.get1(), counts.get2(), counts.get3())));
        Arbitrary<Happening> troubles = Arbitraries.of(WatchError.values())
                .map(trouble -> now -> new CampaignMessage.WatchFailed(
                        new SamplingInterrupted(CampaignFixtures.VIDEO.id(), trouble, "away", now)));
        Arbitrary<Happening> others = Arbitraries.of(
                now -> new CampaignMessage.Expected(
                        now.minusSeconds(36), CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED),
                now -> new CampaignMessage.ModelFailed(now, "busy"),
                now -> new CampaignMessage.OrdersAnswered(
                        new PlaceOrderOutcome.Held("cooling down", now.plusSeconds(72))),
                now -> new CampaignMessage.OrdersFailed("away"),
                now -> new CampaignMessage.RulesChanged(),
                now -> new CampaignMessage.ReviewAsked(),
                now -> new CampaignMessage.PauseAsked(new PersonPause("anna", now, "")),
                now -> new CampaignMessage.ResumeAsked(),
                now -> new CampaignMessage.StartNotChecked("away"),
                now -> new CampaignMessage.DeadlineReached());
        Arbitrary<Happening> stop = Arbitraries.just(now -> new CampaignMessage.StopAsked());
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(10, samples),
                        net.jqwik.api.Tuple.of(3, troubles),
                        net.jqwik.api.Tuple.of(10, others),
                        net.jqwik.api.Tuple.of(1, stop))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}

package dev.ratiofixer.smm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ratiofixer.backtest.Backtest;
import dev.ratiofixer.backtest.Backtest.Trial;
import dev.ratiofixer.backtest.BacktestCase;
import dev.ratiofixer.backtest.BacktestCase.HourSeen;
import dev.ratiofixer.backtest.BacktestCase.Look;
import dev.ratiofixer.backtest.BacktestReport;
import dev.ratiofixer.backtest.BacktestReport.AnswerRun;
import dev.ratiofixer.backtest.KnownThen;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.sandbox.audience.ReplayData;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.policy.Plan.CounterAnswer;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.simulation.Scenario.Setting;
import dev.ratiofixer.smm.simulation.SimulatedCampaign.AskedCampaign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The policy and a backtest of it on the same facts, written down and read again as the store does, on a clock that
 * jumps: at each look the same answer for the same reason, the estimate of the paid viewers in it to the last digit
 * that is told.
 */
class BacktestFidelityTest {
    private static final Trial AS_IT_WAS = new Trial(null, null, null, null, JsonNodeFactory.instance.objectNode());
    private static final ObjectMapper MAPPER = KnownThen.mapper();

    /**
     * What the policy answered at an instant, or at the last of several at which it held for the same reason.
     *
     * @param detail without the forecast: the simulation's ledger keeps none that could be measured
     */
    private record Answered(Instant last, int times, AnswerOutcome outcome, String code, String detail) {}

    @ParameterizedTest
    @CsvSource({"hostile, 31, 1", "hostile, 31, 8", "rhythm, 7, 2", "rhythm, 7, 9"})
    void theBacktestAnswersAtEachLookWhatThePolicyDid(String audience, long seed, int number) throws Exception {
        AskedCampaign recorded = recorded(new Setting(seed, Objects.requireNonNull(AudienceKind.of(audience))), number);

        BacktestReport report = Backtest.run(stored(recorded), AS_IT_WAS, share -> null);

        assertThat(recorded.asked()).hasSizeGreaterThan(30);
        assertThat(report.complete()).isTrue();
        assertThat(report.answers().stream().map(BacktestFidelityTest::answered))
                .containsExactlyElementsOf(answered(recorded.asked()));
        assertThat(report.orders()).hasSameSizeAs(recorded.orders());
    }

    private static AskedCampaign recorded(Setting setting, int number) throws Exception {
        try (NetworkModel network = new NetworkModel(ModelFile.shipped())) {
            Expecting model = new Expecting(network);
            return SimulatedCampaign.recorded(Scenario.draw(setting, number, ReplayData.load(), model), model);
        }
    }

    private static BacktestCase stored(AskedCampaign recorded) throws JsonProcessingException {
        List<Look> looks = new ArrayList<>();
        List<HourSeen> hours = new ArrayList<>();
        Map<Instant, AdsHour> known = new HashMap<>();
        for (PolicyInput input : recorded.asked()) {
            KnownThen then = KnownThen.of(input, null);
            looks.add(new Look(
                    input.now(),
                    again(input.evidence(), Evidence.class),
                    new KnownThen(
                            again(then.terms(), KnownThen.TermsThen.class),
                            then.ads() == null ? null : again(then.ads(), KnownThen.AdsThen.class),
                            null,
                            null)));
            if (input.ads() instanceof AdsView.Known seen) {
                for (AdsHour hour : seen.facts().hours()) {
                    if (!hour.equals(known.put(hour.start(), hour))) {
                        hours.add(new HourSeen(input.now(), hour));
                    }
                }
            }
        }
        PolicyInput last = recorded.asked().getLast();
        return new BacktestCase(
                last.promotion(),
                looks,
                hours,
                recorded.orders(),
                List.of(),
                List.of(),
                last.history().readings(),
                List.of());
    }

    private static <T> T again(T value, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(MAPPER.writeValueAsString(value), type);
    }

    private static Answered answered(AnswerRun run) {
        return new Answered(
                run.lastAt(), run.times(), run.outcome(), run.reasonCode().name(), withoutForecast(run.detail()));
    }

    private static String withoutForecast(String detail) {
        int forecast = detail.indexOf("; forecast ");
        return forecast < 0 ? detail : detail.substring(0, forecast);
    }

    /** Answers that hold for the same reason one after another are one. */
    private static List<Answered> answered(List<PolicyInput> asked) {
        List<Answered> all = new ArrayList<>();
        for (PolicyInput input : asked) {
            for (CounterAnswer answer : PromotionPolicy.decide(input).answers()) {
                Answered before = all.isEmpty() ? null : all.getLast();
                boolean goesOn = before != null
                        && before.outcome() == AnswerOutcome.HELD
                        && answer.outcome() == AnswerOutcome.HELD
                        && before.code().equals(answer.code().name());
                int times = before != null && goesOn ? before.times() + 1 : 1;
                if (goesOn) {
                    all.removeLast();
                }
                all.add(new Answered(
                        input.now(), times, answer.outcome(), answer.code().name(), withoutForecast(answer.detail())));
            }
        }
        return all;
    }
}

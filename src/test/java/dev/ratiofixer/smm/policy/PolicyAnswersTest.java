package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.policy.Plan.CounterAnswer;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Why the policy does what it does, as it is kept and shown. */
class PolicyAnswersTest {
    private final PolicyFixtures here = new PolicyFixtures();

    private CounterAnswer only() {
        Plan plan = here.decide();
        assertThat(plan.answers()).hasSize(1);
        return plan.answers().getFirst();
    }

    @Test
    void anOrderIsAnsweredWithItsSummary() {
        here.likesNow = 0.6;
        CounterAnswer answer = only();

        assertThat(answer.outcome()).isEqualTo(AnswerOutcome.ORDERED);
        assertThat(answer.code()).isEqualTo(ReasonCode.ORDERED);
        assertThat(answer.detail()).isEqualTo(here.decide().orders().getFirst().summary());
        assertThat(answer.counter()).isEqualTo(CounterAssessment.AssessedCounter.LIKES);
    }

    @Test
    void eachReasonHasItsCode() {
        here.adsSilent = "Google Ads gave no answer";
        assertThat(only().code()).isEqualTo(ReasonCode.PROVIDER_AWAY);
        here.adsSilent = null;
        here.likesNow = 1.0;
        assertThat(only().code()).isEqualTo(ReasonCode.ON_TARGET);
        here.likesNow = 0.6;
        here.limits = null;
        assertThat(only().code()).isEqualTo(ReasonCode.LIMITS);
        here.days = 0;
        assertThat(only().code()).isEqualTo(ReasonCode.WARMING_UP);
        assertThat(only().counter()).isNull();
        here.days = 10;
        here.sampleAge = Duration.ofDays(1);
        assertThat(only().code()).isEqualTo(ReasonCode.STALE_SAMPLE);
        here.mode = OrderMode.OBSERVE;
        assertThat(only().code()).isEqualTo(ReasonCode.OBSERVES);
    }

    @Test
    void everyCodeHasOnePlainSentence() {
        assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::sentence))
                .doesNotHaveDuplicates()
                .allMatch(sentence -> sentence.endsWith(".") && !sentence.contains("{") && sentence.length() < 150);
    }
}

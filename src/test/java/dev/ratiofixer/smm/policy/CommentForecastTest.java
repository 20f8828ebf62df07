package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A prompt's forecast, as the policy orders it. */
class CommentForecastTest {
    private final PolicyFixtures here = new PolicyFixtures();

    private Plan.PlannedOrder ordered() {
        here.likeLever = null;
        here.commentLever = PolicyFixtures.PROMPT;
        here.commentsNow = 0.5;
        here.prompts =
                new ApprovedComments.Read("", List.of(new ApprovedComments.Text(1, "Which part is yours?")), List.of());
        Plan plan = here.decide();
        assertThat(plan.orders()).hasSize(1);
        return plan.orders().getFirst();
    }

    @Test
    void isAGuessWithAnIntervalUnderWhatIsMissing() {
        Plan.PlannedOrder order = ordered();

        assertThat(order.forecast().comments())
                .isPositive()
                .isLessThanOrEqualTo(here.now()
                        .standing(CounterAssessment.AssessedCounter.COMMENTS)
                        .missing());
        assertThat(Objects.requireNonNull(order.forecast().range()).commentsLow())
                .isLessThan(order.forecast().comments());
        assertThat(order.summary()).contains("a guess, nothing was measured yet");
    }

    /** What was seen: readings seconds apart made 11,859 comments of 273. */
    @Test
    void isNothingWhileViewsAreKnownForLessThanHalfADay() {
        here.days = 0;
        here.late = Duration.ofSeconds(40);
        here.later.add(new CampaignReading(here.at(), 200_400, 9_000L, 400L, 8_016.0, 400.8, CountingRegime.ORIGINAL));
        here.settings = new dev.ratiofixer.smm.api.SmmSettings.PolicySettings(
                here.settings.trigger(),
                here.settings.target(),
                Duration.ZERO,
                here.settings.maxStep(),
                here.settings.cooldown());

        Plan.PlannedOrder order = ordered();

        assertThat(order.forecast().comments()).isZero();
        assertThat(order.forecast().range()).isNull();
    }
}

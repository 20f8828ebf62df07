package dev.ratiofixer.smm.policy;

import static dev.ratiofixer.smm.policy.PolicyFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.OrderTerms.ForecastRange;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecastFactorTest {
    private static final OrderType COMMENT = OrderType.OWNER_COMMENT;

    private final PolicyFixtures here = new PolicyFixtures();

    /** A comment that was forecast to bring 100 for a base of 100, and measured. */
    private Order measured(double estimate, double reach, List<String> together) {
        PostComment post =
                new PostComment(PolicyFixtures.CHANNEL, new VideoId("enqBY9C99iU"), 1, "Which part is yours?");
        OrderTerms terms = here.terms(post, Duration.ofDays(5));
        ForecastRange range = new ForecastRange(0, 200, 0, 200, 100, 100, 0, null);
        OrderTerms forecast = new OrderTerms(
                terms.orderId(),
                terms.idempotencyKey(),
                terms.campaignId(),
                terms.video(),
                terms.epoch(),
                terms.serviceId(),
                terms.action(),
                terms.cost(),
                terms.limits(),
                new Forecast(100, 100, range),
                terms.evidence(),
                terms.summary(),
                terms.orderedAt(),
                terms.expiresAt());
        Pending pending = (Pending) here.pending(post, Duration.ofDays(5));
        Uplift uplift = new Uplift(estimate, estimate - reach, estimate + reach);
        EffectWindow window = new EffectWindow(here.at(), here.at(), together, null, null);
        return new Pending(
                        forecast, pending.approval(), pending.receipt(), pending.until(), null, null, pending.until())
                .complete(new Settlement(usd("0.00"), new Effect(uplift, uplift, window), ""), here.at());
    }

    private ForecastFactor factor() {
        return ForecastFactor.of(here.now(), COMMENT, AssessedCounter.COMMENTS, 1, 1);
    }

    @Test
    void beginsWithTheGuess() {
        ForecastFactor factor = factor();

        assertThat(factor.mean()).isEqualTo(1);
        assertThat(factor.low()).isZero();
        assertThat(factor.high()).isGreaterThan(2.5);
        assertThat(factor.typicalError()).isNull();
    }

    @Test
    void learnsFromTheOwnersOtherCampaignsAndSaysHowFarItWasOff() {
        for (int i = 0; i < 20; i++) {
            here.ofOwner.add(measured(20, 10, List.of()));
        }

        ForecastFactor factor = factor();

        assertThat(factor.mean()).isCloseTo(0.2, within(0.05));
        assertThat(factor.learnedFrom()).isEqualTo(20);
        assertThat(factor.typicalError()).isCloseTo(0.8, within(1e-9));
        assertThat(factor.high()).isLessThan(1.2);
    }

    @Test
    void anOrderThatIsHardlyKnownOrMeasuredWithOthersTeachesLittle() {
        here.ofOwner.add(measured(300, 3_000, List.of()));
        here.ofOwner.add(measured(20, 1, List.of("another")));

        assertThat(factor().mean()).isCloseTo(1, within(0.05));
        assertThat(factor().learnedFrom()).isEqualTo(1);
    }

    @Test
    void isBoundedHoweverMuchWasMeasured() {
        for (int i = 0; i < 20; i++) {
            here.ofOwner.add(measured(90_000, 10, List.of()));
        }

        assertThat(factor().mean()).isEqualTo(3);
    }

    @Test
    void noOrderIsForecastToBringMoreThanIsMissing() {
        here.likesNow = 0.5;
        ForecastFactor factor = ForecastFactor.of(here.now(), COMMENT, AssessedCounter.LIKES, 1, 1);

        Forecast forecast = ForecastMaker.of(here.now(), 1e9, factor, 10, factor);

        assertThat(forecast.likes())
                .isEqualTo(here.now().standing(AssessedCounter.LIKES).missing());
        assertThat(Objects.requireNonNull(forecast.range()).likesHigh()).isEqualTo(forecast.likes());
        assertThat(forecast.comments()).isEqualTo(10);
        assertThat(ForecastMaker.text(forecast)).contains("10 comments (0 to").contains("nothing was measured yet");
    }
}

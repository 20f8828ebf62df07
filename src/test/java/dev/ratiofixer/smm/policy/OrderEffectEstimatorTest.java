package dev.ratiofixer.smm.policy;

import static dev.ratiofixer.smm.policy.PolicyFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderEffectEstimatorTest {
    private final PolicyFixtures here = new PolicyFixtures();
    private final Instant published = PolicyFixtures.START.minus(Duration.ofDays(20));

    private Pending comment(Duration ago) {
        PostComment post =
                new PostComment(PolicyFixtures.CHANNEL, new VideoId("enqBY9C99iU"), 1, "Which part is yours?");
        Order order = here.pending(post, ago);
        here.orders.add(order);
        return (Pending) order;
    }

    private Pending budget(Duration ago) {
        SetDailyBudget raise = new SetDailyBudget(
                "111",
                null,
                "2301",
                usd("10.00"),
                new DailyBudget(usd("10.00"), true),
                new DailyBudget(usd("12.00"), true),
                Duration.ofHours(30));
        Order order = here.pending(raise, ago);
        here.orders.add(order);
        return (Pending) order;
    }

    private CampaignOrderHistory history(List<CampaignReading> readings) {
        return new CampaignOrderHistory(
                here.orders,
                readings,
                new CampaignTotals(null, null, 0, 0, 0, 0, 0),
                0,
                Set.of(),
                published,
                List.of());
    }

    private Effect ofComment(Pending order) {
        return OrderEffectEstimator.ofComment(
                history(here.readings()), order, order.receipt().at().plus(Duration.ofDays(3)));
    }

    private static EffectWindow window(Effect effect) {
        return Objects.requireNonNull(effect.window());
    }

    @Test
    void aCommentAloneIsMeasuredAndNothingCameOfIt() {
        Pending order = comment(Duration.ofDays(3));

        Effect effect = ofComment(order);

        assertThat(effect.alone()).isTrue();
        assertThat(Objects.requireNonNull(effect.likes()).low()).isNegative();
        assertThat(effect.likes().high()).isPositive();
        assertThat(Objects.requireNonNull(effect.comments()).low()).isNegative();
        assertThat(window(effect).from()).isEqualTo(order.receipt().at());
    }

    @Test
    void commentsOfTheSameDaysAreMeasuredTogetherFromTheFirst() {
        Pending first = comment(Duration.ofDays(4));
        Pending second = comment(Duration.ofDays(3));

        Effect effect = ofComment(second);

        assertThat(window(effect).together()).containsExactly(first.id());
        assertThat(window(effect).from()).isEqualTo(first.receipt().at());
        assertThat(effect.alone()).isFalse();
        assertThat(effect.likes()).isNotNull();
    }

    @Test
    void aCommentInTheDaysOfABudgetCannotBeToldFromIt() {
        budget(Duration.ofDays(2));
        Effect effect = ofComment(comment(Duration.ofDays(3)));

        assertThat(effect.likes()).isNull();
        assertThat(window(effect).noLikes()).contains("budget was changed");
    }

    @Test
    void aBudgetTakesItsOwnViewsOut() {
        Pending order = budget(Duration.ofDays(1));
        List<CampaignReading> readings = new ArrayList<>(here.readings());
        CampaignReading last = readings.getLast();
        // 6,000 views were bought in the last day, and nobody liked the video more than without them.
        readings.set(
                readings.size() - 1,
                new CampaignReading(
                        last.at(), last.views() + 6_000, last.likes(), last.comments(), 1.0, 1.0, last.regime()));

        Effect told = OrderEffectEstimator.ofBudget(history(readings), order, here.at(), (from, to) -> 6_000);
        Effect untold = OrderEffectEstimator.ofBudget(history(readings), order, here.at(), (from, to) -> 0);

        assertThat(Objects.requireNonNull(told.likes()).low()).isNegative();
        assertThat(told.likes().high()).isPositive();
        assertThat(told.likes().estimate())
                .isGreaterThan(Objects.requireNonNull(untold.likes()).estimate());
    }

    @Test
    void hiddenLikesAreSaidToBeUnknownAndCommentsAreMeasured() {
        here.likesHidden = true;

        Effect effect = ofComment(comment(Duration.ofDays(3)));

        assertThat(effect.likes()).isNull();
        assertThat(window(effect).noLikes()).contains("hidden");
        assertThat(effect.comments()).isNotNull();
    }

    @Test
    void readingsCountedAnotherWayAreNotComparedWith() {
        List<CampaignReading> readings = new ArrayList<>(here.readings());
        for (int i = 7; i < readings.size(); i++) {
            CampaignReading each = readings.get(i);
            readings.set(
                    i,
                    new CampaignReading(
                            each.at(),
                            each.views(),
                            each.likes(),
                            each.comments(),
                            1.0,
                            1.0,
                            CountingRegime.FIRST_FRAME));
        }
        Pending order = comment(Duration.ofDays(3));

        Effect effect = OrderEffectEstimator.ofComment(history(readings), order, here.at());

        assertThat(effect.likes()).isNull();
        assertThat(window(effect).noLikes()).contains("quiet time before");
    }
}

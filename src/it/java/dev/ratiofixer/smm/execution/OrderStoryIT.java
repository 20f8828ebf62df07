package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Ordered;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.story.EnteredFiles;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How many files a budget order is followed through, from the campaign's question to its settlement: the policy, the
 * ledger, the provider's client and the giving back of the budget included. {@code docs/walkthrough.md} names them.
 * They are 40, the look at the whole account before each change and the count of Google Ads' operations included.
 */
class OrderStoryIT {
    private static final int MOST_FILES = 40;
    private static final int VIDEO = 4;
    private static final double TARGET = 0.04;
    private static final double LIKED = 1.3;
    private static final String BEGINS = "smm/execution/PlaceOrderHandler.java";
    /** Tidies up after dead processes every ten minutes, whatever an order does. */
    private static final String ASIDE = "smm/execution/OrderCanceller.java";
    /** What an order brought is a page of its own: docs/effects.md. */
    private static final String EFFECT = "smm/policy/OrderEffectEstimator.java";
    /** As is what the next is forecast to bring. */
    private static final String FORECAST = "smm/policy/ForecastMaker.java";

    private static final String LEARNED = "smm/policy/ForecastFactor.java";
    /** What the owner's analytics tell of paid views is a page of its own: docs/analytics.md. */
    private static final String[] ANALYTICS_ASIDE = {
        "smm/execution/OwnerDayReader.java", "smm/policy/adbudget/OwnerViews.java"
    };

    /** Whose the owner's token is is looked at as often, whatever an order does. */
    private static final String[] TOKEN_ASIDE = {
        "smm/execution/comment/CommentExecutor.java",
        "smm/execution/comment/OwnerTokenGuard.java",
        "store/access/PgOwnerTokenLedger.java"
    };

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void aBudgetOrderIsFollowedThroughFewFiles() {
        try (SmmWorld world = new SmmWorld(POSTGRES.database());
                EnteredFiles entered = EnteredFiles.open(BEGINS, aside())) {
            world.start();
            OrderView raise = raise(world, entered);
            world.settle();
            world.advance(Duration.ofDays(2));
            world.advance(Duration.ofDays(2));
            Set<String> files = entered.files();

            assertThat(world.orders(raise.campaignId()).getFirst().order()).isInstanceOf(Order.Completed.class);
            assertThat(files).contains(BEGINS, "smm/order/Order.java", "smm/execution/OrderProcessor.java");
            assertThat(EnteredFiles.ofModules(files)).hasSizeLessThanOrEqualTo(MOST_FILES);
        }
    }

    private static String[] aside() {
        return Stream.of(new String[] {ASIDE, EFFECT, FORECAST, LEARNED}, TOKEN_ASIDE, ANALYTICS_ASIDE)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    /** Asks until the policy raises the budget; what came before is not recorded. */
    private static OrderView raise(SmmWorld world, EnteredFiles entered) {
        Promotion promotion = world.promotion(world.campaign(VIDEO), VIDEO, SmmWorld.ads(VIDEO), null);
        Evidence first = world.evidence(VIDEO, TARGET, 0.05);
        for (int hours = 0; hours < 10 * 24; hours += 6) {
            entered.await(BEGINS);
            PlaceOrderOutcome outcome = world.ask(promotion, takenTo(world.evidence(VIDEO, TARGET, 0.05), first));
            if (outcome instanceof Ordered ordered
                    && ordered.orders().getFirst().cost().isPositive()) {
                return ordered.orders().getFirst();
            }
            world.advance(Duration.ofHours(6));
        }
        throw new AssertionError("no budget was raised");
    }

    /** The same video, if far fewer had liked it until the first sample and whoever has come since liked it well. */
    private static Evidence takenTo(Evidence now, Evidence first) {
        long views = Objects.requireNonNull(now.sample().counters().views());
        long before = Objects.requireNonNull(first.sample().counters().views());
        long likes = Math.round(TARGET * (0.3 * before + LIKED * (views - before)));
        Sample sample = new Sample(
                now.sample().at(),
                new Counters(views, likes, now.sample().counters().comments()),
                now.sample().countingRegime(),
                false);
        return new Evidence(
                sample,
                now.channel(),
                now.likes(),
                now.comments(),
                now.inDomain(),
                now.modelVersion(),
                Math.round(TARGET * views) - likes,
                now.shortfallComments());
    }
}

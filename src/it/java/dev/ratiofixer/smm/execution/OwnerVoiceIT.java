package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry.CommentInserted;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Held;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Ordered;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.StartTerms;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner's comments: as whom, once, and whether anybody sees them. */
class OwnerVoiceIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Each test has a video of its own, as a video gets three comments in its life. */
    private static int last = 2;

    private static final int OTHER = 0;

    private SmmWorld world;
    private String campaign = "";
    private int video;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
        do {
            video = ++last;
        } while (channel(video).equals(channel(OTHER)));
        campaign = world.campaign(video);
    }

    @AfterEach
    void close() {
        assertThat(world.disagreements()).isEmpty();
        world.close();
    }

    @Test
    void aTokenOfAnotherChannelIsNeverPostedWith() {
        world.ownerToken = as(OTHER);
        world.start();

        assertThat(ask())
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.reason())
                                .contains("no comment can be posted", "the page Health")
                                .as("it is read by who is held to a client, too")
                                .doesNotContain(channel(OTHER)));
        assertThat(line("owner_channel"))
                .satisfies(line -> assertThat(line.met()).isFalse())
                .satisfies(line -> assertThat(line.required()).isTrue())
                .satisfies(line -> assertThat(line.detail()).contains(channel(OTHER)));
        assertThat(health().healthy()).isFalse();
        assertThat(posted()).isEmpty();

        // Somebody allows an order of before.
        OrderLife life = new OrderLife(world, OrderType.OWNER_COMMENT, 1);
        life.drive(world.ledger(), () -> false);
        assertThat(life.current()).hasValueSatisfying(order -> {
            assertThat(order.status()).isEqualTo(OrderStatus.FAILED);
            assertThat(order.view().problem())
                    .contains("not posted", "the page Health")
                    .doesNotContain(channel(OTHER));
        });
        assertThat(posted()).isEmpty();

        world.ownerToken = Credentials.DEMO.ownerRefreshToken() + ":";
        assertThat(line("owner_channel").met()).isTrue();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        assertThat(posted())
                .singleElement()
                .satisfies(one -> assertThat(one.authorChannelId()).isEqualTo(channel(video)));
        assertThat(health().healthy()).isTrue();
    }

    @Test
    void aChannelWithATokenOfItsOwnIsSpokenForByThatAlone() {
        // The one for all is of another channel only.
        world.ownerToken = as(OTHER);
        world.ownerTokens = Map.of(channel(video), as(video));
        world.start();
        assertThat(line("owner_channel").met()).isTrue();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        assertThat(posted())
                .singleElement()
                .satisfies(one -> assertThat(one.authorChannelId()).isEqualTo(channel(video)));

        // One that was given as another channel is not used for either, though the one for all would do.
        world.ownerTokens = Map.of(channel(video), as(OTHER));
        world.ownerToken = Credentials.DEMO.ownerRefreshToken() + ":";
        world.advance(Duration.ofDays(2));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.reason()).contains("no comment can be posted", "the page Health"));
        assertThat(posted()).hasSize(1);
    }

    @Test
    void anotherAuthorInTheAnswerEndsTheToken() {
        world.change(video, new JsonObject().put("comment_as", channel(OTHER)));
        world.start();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();

        OrderView order = newest().view();
        assertThat(order.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(order.problem())
                .contains(
                        "as " + channel(OTHER),
                        "Nothing more is posted",
                        posted().getFirst().commentId());
        assertThat(health().healthy()).isFalse();
        assertThat(health().detail()).contains(channel(OTHER));

        // Not after a kill, not after days, not under another video.
        world.kill();
        world.change(video, new JsonObject().put("comment_as", ""));
        world.start();
        world.advance(Duration.ofDays(3));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Held.class, held -> assertThat(held.reason()).contains("the page Health"));
        assertThat(health().detail()).contains("Nothing more is posted");
        assertThat(health().healthy()).isFalse();
        assertThat(posted()).hasSize(1);

        world.ownerToken = Credentials.DEMO.ownerRefreshToken() + ":";
        world.advance(Duration.ofDays(1));
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        assertThat(posted()).hasSize(2);
        assertThat(health().healthy()).isTrue();
    }

    /** It was killed between the answer and its next write. */
    @Test
    void aLostAnswerOfAnotherAuthorEndsTheTokenToo() {
        world.change(video, new JsonObject().put("comment_as", channel(OTHER)));
        world.start();
        loseTheAnswer();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        endPlacing();

        assertThat(newest().view().status()).isEqualTo(OrderStatus.FAILED);
        assertThat(health().detail()).contains("Nothing more is posted");
        assertThat(posted()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"heldForReview, HELD_FOR_REVIEW", "likelySpam, LIKELY_SPAM"})
    void aHeldCommentWhoseAnswerWasLostIsNotPostedAgain(String status, CommentVisibility visibility) {
        world.change(video, new JsonObject().put("moderation", status));
        world.start();
        loseTheAnswer();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        endPlacing();

        assertThat(posted()).hasSize(1);
        assertThat(newest()).isInstanceOfSatisfying(Pending.class, pending -> {
            assertThat(pending.receipt().reference())
                    .isEqualTo(posted().getLast().commentId());
            assertThat(pending.view().visibility()).isEqualTo(visibility);
            assertThat(pending.view().problem()).contains("nobody sees it");
        });
    }

    @Test
    void aListThatCannotBeReadLeavesItInDoubt() {
        world.change(video, new JsonObject().put("moderation", "heldForReview"));
        world.start();
        loseTheAnswer();
        world.fault(new JsonObject()
                .put("route", "youtube.commentThreads.list")
                .put("kind", "status")
                .put("status", 403)
                .put("reason", "forbidden"));
        assertThat(ask()).isInstanceOf(Ordered.class);
        for (int i = 0; i < 12; i++) {
            world.advance(Duration.ofMinutes(30));
        }

        assertThat(newest()).isInstanceOf(Placing.class);
        assertThat(posted()).hasSize(1);
    }

    @Test
    void anOrderTellsWhetherAnybodySeesItsComment() {
        world.change(video, new JsonObject().put("moderation", "heldForReview"));
        world.start();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        assertThat(newest().view().visibility()).isEqualTo(CommentVisibility.HELD_FOR_REVIEW);

        world.advance(Duration.ofMinutes(11));
        assertThat(newest().view().visibility()).isEqualTo(CommentVisibility.HELD_FOR_REVIEW);

        world.change(video, new JsonObject().put("review", "published"));
        world.advance(Duration.ofHours(5));
        assertThat(newest().view().visibility()).isEqualTo(CommentVisibility.VISIBLE);
        assertThat(newest().view().problem()).isNull();

        world.advance(Duration.ofDays(4));
        assertThat(newest()).isInstanceOf(Completed.class);
        assertThat(newest().view().visibility()).isEqualTo(CommentVisibility.VISIBLE);
    }

    @Test
    void whatNobodySawHadNoEffect() {
        world.change(video, new JsonObject().put("moderation", "likelySpam"));
        world.start();
        assertThat(ask()).isInstanceOf(Ordered.class);
        world.settle();
        world.change(video, new JsonObject().put("review", "rejected"));
        world.advance(Duration.ofHours(2));
        assertThat(newest().view().visibility()).isEqualTo(CommentVisibility.GONE);

        world.advance(Duration.ofDays(4));
        assertThat(newest())
                .isInstanceOfSatisfying(
                        Completed.class,
                        done -> assertThat(done.settlement().effect()).isEqualTo(Effect.UNKNOWN));
        assertThat(posted()).hasSize(1);
    }

    private Object ask() {
        world.advance(Duration.ofDays(2));
        return world.ask(world.promotion(campaign, video, null, "439"), world.evidence(video, 0.0001, 0.5));
    }

    /** The comment is written, and nobody hears of it. */
    private void loseTheAnswer() {
        world.fault(new JsonObject()
                .put("route", "youtube.commentThreads.insert")
                .put("kind", "drop")
                .put("when", "after")
                .put("times", 1));
    }

    private void endPlacing() {
        for (int i = 0; i < 40 && newest() instanceof Placing; i++) {
            world.advance(Duration.ofMinutes(3));
        }
    }

    private Order newest() {
        return world.orders(campaign).stream()
                .map(OrderRecord::order)
                .filter(order -> order.terms().action().type() == OrderType.OWNER_COMMENT)
                .findFirst()
                .orElseThrow();
    }

    private List<CommentInserted> posted() {
        return world.placed().stream()
                .map(entry -> entry.placed())
                .filter(CommentInserted.class::isInstance)
                .map(CommentInserted.class::cast)
                .toList();
    }

    private ServicePart health() {
        return ((PromotionHealth) world.request(new GetPromotionHealth()))
                .parts().stream()
                        .filter(part -> part.name().equals("owner_comments"))
                        .findFirst()
                        .orElseThrow();
    }

    private Prerequisite line(String name) {
        PrerequisitesChecked checked = (PrerequisitesChecked)
                world.request(new CheckPrerequisites(null, "439", SmmWorld.SHEET, "gold", of(video)));
        return checked.prerequisites().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String channel(int video) {
        return world.sandbox.videos().get(video).channelId();
    }

    private String as(int video) {
        return Credentials.DEMO.ownerRefreshToken() + ":" + channel(video);
    }

    private StartTerms of(int video) {
        return new StartTerms(null, null, channel(video), OrderMode.PROPOSE, null);
    }
}

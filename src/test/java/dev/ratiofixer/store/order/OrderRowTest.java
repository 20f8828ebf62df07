package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.ProviderReceipt;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.video.CommentVisibility;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written of an order's state, by which a node confirms that it still has the order. */
class OrderRowTest {
    private static final OrderTerms TERMS = OrderFixtures.terms(
            "c-1",
            "key",
            "439",
            new PostComment("UCone", new VideoId("dQw4w9WgXcQ"), 2, "Which line stays?"),
            OrderFixtures.usd("0.00"));

    /** An order of before must be written as it was, or nobody could confirm it any more. */
    @Test
    void whatIsNotKnownIsNotWritten() {
        OrderRow row = OrderRow.of(posted(null));

        assertThat(row.state()).doesNotContain("visibility").doesNotContain("look_at");
        assertThat(OrderRow.read(row.state())).isEqualTo(posted(null));
        assertThat(row.problem()).isNull();
    }

    @Test
    void aCommentThatIsLookedAtIsDueThen() {
        Pending held = posted(CommentVisibility.HELD_FOR_REVIEW)
                .seen(CommentVisibility.HELD_FOR_REVIEW, OrderFixtures.NOW.plus(Duration.ofHours(1)));
        OrderRow row = OrderRow.of(held);

        assertThat(OrderRow.read(row.state())).isEqualTo(held);
        assertThat(row.due()).isEqualTo(Columns.timestamp(OrderFixtures.NOW.plus(Duration.ofHours(1))));
        assertThat(row.effectUntil()).isEqualTo(Columns.timestamp(held.until()));
        assertThat(row.problem()).contains("nobody sees it");
        assertThat(OrderRow.of(held.seen(CommentVisibility.VISIBLE, held.until()))
                        .due())
                .isEqualTo(Columns.timestamp(held.until()));
    }

    private static Pending posted(@Nullable CommentVisibility visibility) {
        return new Pending(
                TERMS,
                OrderFixtures.person(),
                new ProviderReceipt("Ug1", null, OrderFixtures.NOW, visibility),
                OrderFixtures.NOW.plus(Duration.ofDays(3)),
                null,
                null,
                null);
    }
}

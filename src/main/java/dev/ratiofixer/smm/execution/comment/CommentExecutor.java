package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient.OwnerComment;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The owner's comments. Posting cannot be repeated safely: after an attempt of unknown outcome the owner's comments are
 * listed, and only when two lists, some time apart, do not show the text is it posted again.
 */
public final class CommentExecutor {
    /** YouTube's clock and ours may differ, and the order was written before it was placed. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final OwnerCommentClient comments;

    public CommentExecutor(OwnerCommentClient comments) {
        this.comments = comments;
    }

    /** Posts it, once the gate opens. */
    public Future<Placement> post(PostComment order, FencingCheck gate) {
        return comments.post(order.video(), order.channelId(), order.text(), gate)
                .compose(
                        posted -> Future.succeededFuture(new Placement.Placed(posted.id(), null, "posted")),
                        Placement::failed);
    }

    /** Looks whether it is there. */
    public Future<Placement> find(PostComment order, Instant orderedAt) {
        return comments.byOwner(order.video(), order.channelId(), orderedAt.minus(MARGIN))
                .compose(
                        found -> Future.succeededFuture(same(found, order)
                                .<Placement>map(there -> new Placement.Placed(there.id(), null, "found on the video"))
                                .orElse(new Placement.NotFound())),
                        cause -> Placement.notRead(cause, false));
    }

    private static Optional<OwnerComment> same(List<OwnerComment> found, PostComment order) {
        String wanted = plain(order.text());
        return found.stream()
                .filter(comment -> plain(comment.text()).equals(wanted))
                .findFirst();
    }

    /** YouTube trims and joins white space. */
    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}

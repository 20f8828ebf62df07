package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.sheets.SheetId;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.google.youtube.OwnerCommentClient.OwnerComment;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderStatus;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The owner's comments. Posting cannot be repeated safely: after an attempt of unknown outcome the owner's comments are
 * listed, and only when two lists, some time apart, do not show the text is it posted again.
 */
public final class CommentExecutor implements OrderExecutor<PostComment> {
    /** YouTube's clock and ours may differ, and the order was written before it was placed. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final OwnerCommentClient comments;
    private final SheetsClient sheets;
    private final OAuthTokens tokens;
    private final Supplier<Optional<String>> sheetsKey;
    private final OrderLedger ledger;
    private final InstantSource clock;

    /** @param sheetsKey the API key that sheets are read with */
    public CommentExecutor(
            OwnerCommentClient comments,
            SheetsClient sheets,
            OAuthTokens tokens,
            Supplier<Optional<String>> sheetsKey,
            OrderLedger ledger,
            InstantSource clock) {
        this.comments = comments;
        this.sheets = sheets;
        this.tokens = tokens;
        this.sheetsKey = sheetsKey;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public OrderType type() {
        return OrderType.OWNER_COMMENT;
    }

    @Override
    public Future<Prerequisite> preflight() {
        return ProviderStatus.access("owner_access", "comment_server", tokens);
    }

    @Override
    public List<ServicePart> health() {
        return List.of(
                ProviderStatus.token("owner_comments", tokens, comments.last()),
                sheetsKey.get().isEmpty()
                        ? ProviderStatus.unhealthy(
                                "sheet", "there is no key to read sheets with", "set YOUTUBE_API_KEY")
                        : ProviderStatus.lastCall(
                                "sheet",
                                sheets.last(),
                                "share the sheet with everybody who has the link, allow the Google Sheets API for the API"
                                        + " project, and look at the sheet's address"));
    }

    /** The owner's approved texts, which the policy chooses from; never fails. */
    public Future<ApprovedComments> texts(@Nullable String sheetUrl, @Nullable String tier) {
        if (sheetUrl == null) {
            return Future.succeededFuture(new ApprovedComments.Unread("the campaign has no comments_sheet_url"));
        }
        return SheetId.parse(sheetUrl)
                .map(id -> sheets.rows(id, ApprovedCommentSheet.RANGE)
                        .map(rows -> ApprovedCommentSheet.read(rows, tier))
                        .recover(cause ->
                                Future.succeededFuture(new ApprovedComments.Unread("the comments sheet cannot be read: "
                                        + ProviderException.of(cause).detail()))))
                .orElse(Future.succeededFuture(new ApprovedComments.Unread(
                        "comments_sheet_url must look like https://docs.google.com/spreadsheets/d/…")));
    }

    @Override
    public Future<Placement> place(Placing order, PostComment comment, FencingCheck gate) {
        return comments.post(comment.video(), comment.channelId(), comment.text(), gate)
                .compose(
                        posted -> Future.succeededFuture(new Placement.Placed(posted.id(), null, "posted")),
                        Placement::failed);
    }

    @Override
    public Future<Placement> readBack(Placing order, PostComment comment) {
        Instant since = order.terms().orderedAt().minus(MARGIN);
        return comments.byOwner(comment.video(), comment.channelId(), since)
                .compose(
                        found -> Future.succeededFuture(same(found, comment)
                                .<Placement>map(there -> new Placement.Placed(there.id(), null, "found on the video"))
                                .orElse(new Placement.NotFound())),
                        cause -> Placement.notRead(cause, false));
    }

    @Override
    public boolean readable() {
        return true;
    }

    /** A comment may take a while to be listed. */
    @Override
    public boolean provenAbsent(Attempt attempt) {
        return attempt.unsure() > 1;
    }

    @Override
    public Duration effect(PostComment comment) {
        return OrderEffectEstimator.PROMPT_WINDOW;
    }

    @Override
    public Optional<Step> endsEarlier(Instant placed) {
        return Optional.empty();
    }

    /** Measures what it brought; a comment stays where it is and has cost nothing. */
    @Override
    public Future<Step> settle(Pending order, PostComment comment, FencingCheck gate) {
        return ledger.history(order.terms().campaignId(), order.terms().video(), clock.instant())
                .map(campaign -> {
                    Effect effect = OrderEffectEstimator.ofComment(
                            campaign, order, order.receipt().at().plus(OrderEffectEstimator.PROMPT_WINDOW));
                    Money nothing = Money.zero(order.terms().cost().currency());
                    return new Step.Complete(new Settlement(nothing, effect, "its effect was measured"));
                });
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

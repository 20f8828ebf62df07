package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OwnerAccounts;
import dev.ratiofixer.google.sheets.SheetAddress;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.google.youtube.OwnerComment;
import dev.ratiofixer.google.youtube.OwnerCommentClient;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OwnerTokenLedger.Misattribution;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard.Clearance;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.smm.policy.comment.CommentText;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The owner's comments. Nothing is posted before it is known that the owner's token is of the video's channel
 * ({@link OwnerTokenGuard}). Posting cannot be repeated safely: after an attempt of unknown outcome the comments are
 * listed, those too that are held for review or taken for spam, and only when two looks, some time apart, do not show
 * the text is it posted again.
 */
public final class CommentExecutor implements OrderExecutor<PostComment> {
    /**
     * One consent of a channel's owner: its token, who posts and reads with it, and what is known of it.
     *
     * @param guard whose the token is
     */
    public record CommentOwner(OAuthTokens tokens, OwnerCommentClient comments, OwnerTokenGuard guard) {
        /** Ends its connections. */
        public void close() {
            tokens.close();
            comments.close();
            guard.close();
        }
    }

    private final OwnerAccounts<CommentOwner> owners;
    private final SheetsClient sheets;
    private final Supplier<Optional<String>> sheetsKey;
    private final OrderLedger ledger;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;

    /** @param sheetsKey the API key that sheets are read with */
    public CommentExecutor(
            OwnerAccounts<CommentOwner> owners,
            SheetsClient sheets,
            Supplier<Optional<String>> sheetsKey,
            OrderLedger ledger,
            InstantSource clock,
            Supplier<SmmSettings> settings) {
        this.owners = owners;
        this.sheets = sheets;
        this.sheetsKey = sheetsKey;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public OrderType type() {
        return OrderType.OWNER_COMMENT;
    }

    @Override
    public Future<Prerequisite> preflight() {
        List<CommentOwner> speaking = speaking();
        Iterator<CommentOwner> each = (speaking.isEmpty() ? owners.all() : speaking).iterator();
        return access(each);
    }

    /** The first access that is refused, or the last one. */
    private static Future<Prerequisite> access(Iterator<CommentOwner> owners) {
        return ProviderStatus.access(
                        "owner_access", "comment_server", owners.next().tokens())
                .compose(access -> access.met() && owners.hasNext() ? access(owners) : Future.succeededFuture(access));
    }

    /** Finds out whose the owners' tokens are, of those that services comment with; never fails. */
    public Future<Void> look() {
        Future<Void> done = Future.succeededFuture();
        for (CommentOwner each : speaking()) {
            done = done.compose(before -> each.guard().look());
        }
        return done;
    }

    /** The owners that services comment as, each once, in the order of their channels. */
    private List<CommentOwner> speaking() {
        return wanted().stream().sorted().map(owners::of).distinct().toList();
    }

    /**
     * Checks whether a service may comment on a channel's videos; fails only while that cannot be said at all, as the
     * database is away.
     *
     * @param channelId {@code null} while the video is not known: then the service's own channels are checked
     */
    public Future<Prerequisite> channel(OwnerCommentService service, @Nullable String channelId) {
        String name = "owner_channel";
        String field = "comment_server";
        if (channelId != null && !service.channelIds().contains(channelId)) {
            return Future.succeededFuture(new Prerequisite(
                    name,
                    field,
                    false,
                    true,
                    "the video is of channel " + channelId + ", and the service \"" + service.name()
                            + "\" comments for " + String.join(", ", service.channelIds())
                            + ": choose the service of the video's channel"));
        }
        String wanted = channelId == null
                ? service.channelIds().stream().sorted().findFirst().orElse("")
                : channelId;
        return owners.of(wanted)
                .guard()
                .clearance(wanted)
                .map(clearance -> switch (clearance) {
                    case Clearance.Cleared yes ->
                        new Prerequisite(name, field, true, true, "we have access as channel " + wanted);
                    case Clearance.Barred no -> new Prerequisite(name, field, false, true, no.reason());
                })
                .recover(cause -> ProviderException.of(cause) instanceof ProviderFailure.Aborted later
                        ? ReplyFailureCode.of(ReplyFailureCode.UNAVAILABLE, later.reason())
                        : Future.succeededFuture(new Prerequisite(
                                name,
                                field,
                                false,
                                true,
                                "it is not known whose access the owner's is: "
                                        + ProviderException.of(cause).detail())));
    }

    @Override
    public List<ServicePart> health() {
        return List.of(
                ownerHealth(),
                sheetsKey.get().isEmpty()
                        ? ProviderStatus.unhealthy(
                                "sheet",
                                "there is no key to read sheets with, so no comment is proposed",
                                "whoever runs Ratio Fixer sets one (YOUTUBE_API_KEY)")
                        : ProviderStatus.lastCall(
                                "sheet",
                                sheets.last(),
                                "share the sheet with everybody who has the link, and look at its address; whoever runs"
                                        + " Ratio Fixer allows its key the Google Sheets API"));
    }

    /** The first of the owners with whom something is wrong, or the first of all. */
    private ServicePart ownerHealth() {
        List<ServicePart> all = speaking().stream().map(this::ownerHealth).toList();
        return all.stream()
                .filter(part -> !part.healthy())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseGet(() -> ProviderStatus.healthy("owner_comments", "no service that is set up comments"));
    }

    private ServicePart ownerHealth(CommentOwner owner) {
        OAuthTokens tokens = owner.tokens();
        ServicePart access =
                ProviderStatus.token("owner_comments", tokens, owner.comments().last());
        boolean none =
                tokens.state() == OAuthTokens.TokenState.MISSING || tokens.state() == OAuthTokens.TokenState.FAILED;
        Set<String> of = wanted().stream()
                .filter(channel -> owners.of(channel).equals(owner))
                .collect(Collectors.toUnmodifiableSet());
        return none
                ? access
                : owner.guard()
                        .problem(of)
                        .map(why -> ProviderStatus.unhealthy(
                                "owner_comments",
                                "no comment can be posted: " + why,
                                "give access again as the channel of the videos and set the new token ("
                                        + tokens.account().secret() + ")"))
                        .orElse(access);
    }

    private Set<String> wanted() {
        return settings.get().services().stream()
                .filter(OwnerCommentService.class::isInstance)
                .flatMap(service -> ((OwnerCommentService) service).channelIds().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Health says whose the access is; a decision is also read by who is held to one client. */
    private static final String NO_ACCESS =
            "we have no access of this channel's owner; whoever runs Ratio Fixer sees why on the page Health";

    /**
     * The owner's approved texts, as {@link #texts(String, String)}, if comments may be posted on a channel's videos.
     */
    public Future<ApprovedComments> texts(String channelId, @Nullable String sheetUrl, @Nullable String tier) {
        return owners.of(channelId)
                .guard()
                .clearance(channelId)
                .compose(clearance -> switch (clearance) {
                    case Clearance.Cleared yes -> texts(sheetUrl, tier);
                    case Clearance.Barred no ->
                        Future.succeededFuture(new ApprovedComments.Unread("no comment can be posted: " + NO_ACCESS));
                })
                .recover(cause -> Future.succeededFuture(new ApprovedComments.Unread(
                        "no comment can be posted, it is not known whose access the owner's is: "
                                + ProviderException.of(cause).detail())));
    }

    /** The owner's approved texts, which the policy chooses from; never fails. */
    public Future<ApprovedComments> texts(@Nullable String sheetUrl, @Nullable String tier) {
        if (sheetUrl == null) {
            return Future.succeededFuture(
                    new ApprovedComments.Unread("the campaign names no sheet of comments: edit it and give one"));
        }
        return switch (SheetAddress.parse(sheetUrl)) {
            case SheetAddress.Pasted.Unusable unusable ->
                Future.succeededFuture(new ApprovedComments.Unread(unusable.reason()));
            case SheetAddress.Pasted.Understood understood ->
                sheets.read(understood.address(), ApprovedCommentSheet.RANGE)
                        .map(tab -> ApprovedCommentSheet.read(tab, tier))
                        .recover(cause ->
                                Future.succeededFuture(new ApprovedComments.Unread("the comments sheet cannot be read: "
                                        + ProviderException.of(cause).detail())));
        };
    }

    @Override
    public Future<Placement> place(Placing order, PostComment comment, FencingCheck gate) {
        Optional<String> unfit = CommentText.problem(comment.text());
        if (unfit.isPresent()) {
            return Future.succeededFuture(
                    new Placement.NotPlaced("not posted: the text of row " + comment.row() + " " + unfit.get(), null));
        }
        CommentOwner owner = owners.of(comment.channelId());
        return owner.guard()
                .clearance(comment.channelId())
                .compose(
                        clearance -> switch (clearance) {
                            case Clearance.Cleared cleared -> post(owner, comment, cleared, gate);
                            case Clearance.Barred no ->
                                Future.succeededFuture(new Placement.NotPlaced("not posted: " + NO_ACCESS, null));
                        },
                        // Nothing was posted yet.
                        cause -> Placement.notRead(cause, true));
    }

    private Future<Placement> post(
            CommentOwner owner, PostComment comment, Clearance.Cleared cleared, FencingCheck gate) {
        return owner.comments()
                .post(
                        comment.video(),
                        comment.channelId(),
                        comment.text(),
                        owner.guard().only(cleared, gate))
                .compose(posted -> received(owner, posted, comment, cleared.digest()), Placement::failed);
    }

    private Future<Placement> received(CommentOwner owner, OwnerComment posted, PostComment comment, String digest) {
        String author = posted.authorChannelId();
        return author != null && !author.equals(comment.channelId())
                ? misattributed(owner, posted.id(), author, comment, digest)
                : Future.succeededFuture(new Placement.Placed(
                        posted.id(), null, CommentReview.inWords("posted", posted.visibility()), posted.visibility()));
    }

    /** A block that cannot be written leaves the order in doubt: who goes on finds the comment and blocks the token. */
    private Future<Placement> misattributed(
            CommentOwner owner, String commentId, String author, PostComment comment, String digest) {
        return owner.guard()
                .misattributed(digest, new Misattribution(author, comment.channelId(), commentId, clock.instant()))
                .compose(
                        why -> Future.succeededFuture(new Placement.NotPlaced(why, null)),
                        away -> Future.succeededFuture(new Placement.Unknown(
                                "YouTube posted it as channel " + author + ", which could not be written down", null)));
    }

    @Override
    public Future<Placement> readBack(Placing order, PostComment comment) {
        CommentOwner owner = owners.of(comment.channelId());
        return owner.comments()
                .since(comment.video(), CommentReview.since(order.terms().orderedAt()))
                .compose(found -> found(owner, found, comment), cause -> Placement.notRead(cause, false));
    }

    private Future<Placement> found(CommentOwner owner, List<OwnerComment> all, PostComment comment) {
        List<OwnerComment> same = all.stream()
                .filter(one -> CommentReview.isSame(one.text(), comment.text()))
                .toList();
        Optional<OwnerComment> own = same.stream()
                .filter(one -> comment.channelId().equals(one.authorChannelId()))
                .findFirst();
        if (own.isPresent()) {
            CommentVisibility visibility = own.get().visibility();
            return Future.succeededFuture(new Placement.Placed(
                    own.get().id(), null, CommentReview.inWords("found on the video", visibility), visibility));
        }
        if (same.isEmpty()) {
            return Future.succeededFuture(new Placement.NotFound());
        }
        Optional<OwnerComment> foreign =
                same.stream().filter(one -> one.authorChannelId() != null).findFirst();
        Optional<String> digest = owner.guard().digest();
        return foreign.isPresent() && digest.isPresent()
                ? misattributed(
                        owner,
                        foreign.get().id(),
                        Objects.requireNonNull(foreign.get().authorChannelId()),
                        comment,
                        digest.get())
                : Future.succeededFuture(new Placement.Unknown(
                        "the text stands under the video, and YouTube does not say whose it is", null));
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
    public Optional<Duration> firstLook() {
        return Optional.of(CommentReview.FIRST);
    }

    @Override
    public Optional<Step> endsEarlier(Instant placed) {
        return Optional.empty();
    }

    /**
     * Looks whether anybody can see it, and in the end measures what it brought; it stays where it is and costs
     * nothing.
     */
    @Override
    public Future<Step> settle(Pending order, PostComment comment, FencingCheck gate) {
        Instant now = clock.instant();
        if (now.isBefore(order.until())) {
            return owners.of(comment.channelId())
                    .comments()
                    .since(comment.video(), CommentReview.since(order.receipt().at()))
                    .map(all -> CommentReview.seen(order, all, now))
                    .otherwise(cause -> CommentReview.notSeen(cause, now));
        }
        Money nothing = Money.zero(order.terms().cost().currency());
        if (CommentReview.isUnseen(order.receipt().visibility())) {
            return Future.succeededFuture(new Step.Complete(
                    new Settlement(nothing, Effect.UNKNOWN, "nobody could see it, so it had no effect to measure")));
        }
        return ledger.history(order.terms().campaignId(), order.terms().video(), now)
                .map(campaign -> {
                    Effect effect = OrderEffectEstimator.ofComment(
                            campaign, order, order.receipt().at().plus(OrderEffectEstimator.PROMPT_WINDOW));
                    return new Step.Complete(new Settlement(nothing, effect, "its effect was measured"));
                });
    }
}

package dev.ratiofixer.smm.policy.comment;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.ForecastMaker;
import dev.ratiofixer.smm.policy.LeverDecision;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The owner's comment: an approved text, unused so far, at most three a video. */
public final class CommentLever {
    private static final int TRIES = 2;
    private static final double NEGLIGIBLE = 0.05;

    private CommentLever() {}

    public static LeverDecision choose(PolicyInput now, OwnerCommentService service, AssessedCounter counter) {
        Optional<LeverDecision> open = open(now, service, counter);
        if (open.isPresent()) {
            return open.get();
        }
        return switch (now.prompts()) {
            case ApprovedComments.NotNeeded none ->
                new LeverDecision.Hold(ReasonCode.PROVIDER_AWAY, "no text was looked for");
            case ApprovedComments.Unread unread -> new LeverDecision.Hold(ReasonCode.PROVIDER_AWAY, unread.reason());
            case ApprovedComments.Read read ->
                read.texts().stream()
                        .filter(text -> !now.history().usedTexts().contains(text.text()))
                        .findFirst()
                        .map(text -> post(now, service, text))
                        .orElseGet(() -> new LeverDecision.AskPeople(used(read)));
        };
    }

    private static String used(ApprovedComments.Read read) {
        String most = "Every approved text of the campaign's tier is used. Write new ones into the sheet, or ask the"
                + " audience elsewhere.";
        return read.skipped().isEmpty() ? most : most + " Not usable: " + read.skippedInWords() + ".";
    }

    /** Why no text is needed now; empty when one is. */
    public static Optional<LeverDecision> open(PolicyInput now, OwnerCommentService service, AssessedCounter counter) {
        if (now.standing(counter).health() != CounterAssessment.CounterHealth.SHORT) {
            return Optional.of(
                    new LeverDecision.Hold(ReasonCode.ON_TARGET, "the %s do not fall short".formatted(counter.word())));
        }
        if (now.evidence().sample().counters().comments() == null) {
            return Optional.of(new LeverDecision.Hold(ReasonCode.COMMENTS_OFF, "comments are off on the video"));
        }
        String channel = now.promotion().video().channelId();
        if (!service.channelIds().contains(channel)) {
            return Optional.of(new LeverDecision.Hold(
                    ReasonCode.OTHER_CHANNEL,
                    "the video is of channel " + channel + ", which service " + service.id()
                            + " does not comment for"));
        }
        OrderHistory history = OrderHistory.of(now, OrderType.OWNER_COMMENT);
        Optional<Order> unplaced = history.unplaced();
        if (unplaced.isPresent()) {
            return Optional.of(new LeverDecision.Hold(
                    ReasonCode.UNPLACED,
                    "an earlier order is not placed yet (order "
                            + unplaced.get().id() + ")"));
        }
        Optional<Instant> until = history.resting(now.now());
        if (until.isPresent()) {
            return Optional.of(new LeverDecision.Hold(
                    ReasonCode.RESTING, "the last prompt is young: the next not before " + until.get()));
        }
        return exhausted(now, counter, history);
    }

    private static Optional<LeverDecision> exhausted(PolicyInput now, AssessedCounter counter, OrderHistory history) {
        if (now.history().videoComments() >= PostComment.MOST_A_VIDEO) {
            return Optional.of(new LeverDecision.AskPeople(PostComment.MOST_A_VIDEO
                    + " prompts are under the video, and it still falls short. Ask the audience elsewhere."));
        }
        double least = NEGLIGIBLE * now.standing(counter).missing();
        List<Uplift> tried = history.orders().stream()
                .filter(Completed.class::isInstance)
                .map(order -> uplift((Completed) order, counter))
                .flatMap(Optional::stream)
                .limit(TRIES)
                .toList();
        boolean useless =
                tried.size() == TRIES && tried.stream().allMatch(up -> up.low() <= 0 && up.estimate() < least);
        return useless
                ? Optional.of(
                        new LeverDecision.AskPeople("The owner's prompts brought next to nothing. Ask elsewhere."))
                : Optional.empty();
    }

    private static Optional<Uplift> uplift(Completed order, AssessedCounter counter) {
        @Nullable
        Uplift uplift = switch (counter) {
            case LIKES -> order.settlement().effect().likes();
            case COMMENTS -> order.settlement().effect().comments();
        };
        return Optional.ofNullable(uplift);
    }

    private static LeverDecision post(PolicyInput now, OwnerCommentService service, ApprovedComments.Text text) {
        PostComment action = new PostComment(
                now.promotion().video().channelId(), now.promotion().video().id(), text.row(), text.text());
        Forecast forecast = CommentForecast.of(now);
        return new LeverDecision.Place(new PlannedOrder(
                service,
                action,
                Money.zero(now.currency()),
                forecast,
                "Post the owner's prompt of row " + text.row() + " of the sheet: "
                        + now.standing(AssessedCounter.COMMENTS).missing() + " comments and "
                        + now.standing(AssessedCounter.LIKES).missing() + " likes are missing"
                        + ForecastMaker.text(forecast)));
    }
}

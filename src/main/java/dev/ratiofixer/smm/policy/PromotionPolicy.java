package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.AdBudgetService;
import dev.ratiofixer.smm.OrderMode;
import dev.ratiofixer.smm.OwnerCommentService;
import dev.ratiofixer.smm.PromotionService;
import dev.ratiofixer.smm.TeamTaskService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to order for a campaign. Pure: the same situation gets the same plan. {@code docs/control.md} tells the
 * rule and how well it does.
 */
public final class PromotionPolicy {
    /** A sample older than this says nothing about now. */
    static final Duration STALE = Duration.ofHours(6);

    private PromotionPolicy() {}

    /** The plan for now. */
    public static Plan decide(PolicyInput now) {
        Optional<String> closed = closed(now);
        if (closed.isPresent()) {
            return new Plan(List.of(), List.of(closed.get()), NextReview.at(now));
        }
        Optional<String> trouble = AnomalyDetector.open(now);
        List<LeverDecision> choices =
                trouble.isPresent() ? List.of(new LeverDecision.AskPeople(trouble.get())) : choices(now);
        return plan(now, choices);
    }

    /** Whether the sheet of prompts has to be read before {@link #decide}. */
    public static boolean needsPrompts(PolicyInput now) {
        return closed(now).isEmpty()
                && (wantsPrompt(now, now.likeLever(), Counter.LIKES)
                        || wantsPrompt(now, now.commentLever(), Counter.COMMENTS));
    }

    /** The service whose ads campaign has to be looked at before {@link #decide}. */
    public static Optional<AdBudgetService> needsAds(PolicyInput now) {
        return closed(now).isPresent()
                ? Optional.empty()
                : Stream.of(now.likeLever(), now.commentLever())
                        .filter(AdBudgetService.class::isInstance)
                        .map(AdBudgetService.class::cast)
                        .filter(service -> BudgetLever.rests(now).isEmpty())
                        .findFirst();
    }

    private static boolean wantsPrompt(PolicyInput now, @Nullable PromotionService lever, Counter counter) {
        return lever instanceof OwnerCommentService service
                && CommentLever.open(now, service, counter).isEmpty();
    }

    private static Optional<String> closed(PolicyInput now) {
        if (now.promotion().mode() == OrderMode.OBSERVE) {
            return Optional.of("the campaign only observes");
        }
        if (now.likeLever() == null && now.commentLever() == null) {
            return Optional.of("the campaign has neither a like_server nor a comment_server");
        }
        Instant known = now.promotion().startedAt().plus(now.settings().warmUp());
        if (now.now().isBefore(known)) {
            return Optional.of("too early to tell: nothing is ordered before " + known);
        }
        Instant sampled = now.evidence().sample().at();
        if (sampled.isBefore(now.now().minus(STALE))) {
            return Optional.of("the newest sample is of " + sampled + ": too old to act on");
        }
        return Optional.empty();
    }

    private static List<LeverDecision> choices(PolicyInput now) {
        List<LeverDecision> choices = new ArrayList<>();
        PromotionService likes = now.likeLever();
        PromotionService comments = now.commentLever();
        if (likes != null) {
            choices.add(choose(now, likes, Counter.LIKES));
        }
        // One service for both acts once, for likes.
        if (comments != null && !comments.equals(likes)) {
            choices.add(choose(now, comments, Counter.COMMENTS));
        }
        return choices;
    }

    private static LeverDecision choose(PolicyInput now, PromotionService lever, Counter counter) {
        return switch (lever) {
            case AdBudgetService ads -> BudgetLever.choose(now, ads, counter);
            case OwnerCommentService comment -> CommentLever.choose(now, comment, counter);
            case TeamTaskService team -> TaskLever.choose(now, team, now.standing(counter));
        };
    }

    private static Plan plan(PolicyInput now, List<LeverDecision> choices) {
        List<PlannedOrder> orders = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (LeverDecision choice : choices) {
            switch (choice) {
                case LeverDecision.Order order -> addOnce(orders, order.planned());
                case LeverDecision.Hold hold -> reasons.add(hold.reason());
                case LeverDecision.AskPeople ask -> {
                    switch (TaskLever.ask(now, ask.ask())) {
                        case LeverDecision.Order task -> addOnce(orders, task.planned());
                        case LeverDecision.Hold hold -> reasons.add(hold.reason());
                        case LeverDecision.AskPeople nobody -> reasons.add(nobody.ask());
                    }
                }
            }
        }
        return new Plan(List.copyOf(orders), List.copyOf(reasons), NextReview.at(now));
    }

    private static void addOnce(List<PlannedOrder> orders, PlannedOrder planned) {
        if (orders.stream().noneMatch(other -> other.service().equals(planned.service()))) {
            orders.add(planned);
        }
    }
}

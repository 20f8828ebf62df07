package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.policy.Plan.CounterAnswer;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.BudgetLever;
import dev.ratiofixer.smm.policy.adbudget.TrialLever;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.smm.policy.comment.CommentLever;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        Optional<LeverDecision.Hold> closed = closed(now);
        if (closed.isPresent()) {
            return new Plan(
                    List.of(),
                    List.of(closed.get().reason()),
                    NextReview.at(now),
                    List.of(new CounterAnswer(
                            null,
                            AnswerOutcome.HELD,
                            closed.get().code(),
                            closed.get().reason())));
        }
        Optional<String> trouble = AnomalyDetector.open(now);
        List<LeverChoice> choices = trouble.isPresent()
                ? List.of(new LeverChoice(null, new LeverDecision.AskPeople(trouble.get())))
                : choices(now);
        return plan(now, choices);
    }

    /** Whether the sheet of prompts has to be read before {@link #decide}. */
    public static boolean needsPrompts(PolicyInput now) {
        return closed(now).isEmpty()
                && (wantsPrompt(now, now.likeLever(), AssessedCounter.LIKES)
                        || wantsPrompt(now, now.commentLever(), AssessedCounter.COMMENTS));
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

    private static boolean wantsPrompt(PolicyInput now, @Nullable PromotionService lever, AssessedCounter counter) {
        return lever instanceof OwnerCommentService service
                && CommentLever.open(now, service, counter).isEmpty();
    }

    private static Optional<LeverDecision.Hold> closed(PolicyInput now) {
        if (now.promotion().mode() == OrderMode.OBSERVE) {
            return hold(ReasonCode.OBSERVES, "the campaign only observes");
        }
        if (now.likeLever() == null && now.commentLever() == null) {
            return hold(
                    ReasonCode.NO_LEVER,
                    "no service was chosen for likes and none for comments, so there is nothing to order from");
        }
        Instant known = now.promotion().startedAt().plus(now.settings().warmUp());
        if (now.now().isBefore(known)) {
            return hold(ReasonCode.WARMING_UP, "too early to tell: nothing is ordered before " + known);
        }
        Instant sampled = now.evidence().sample().at();
        if (sampled.isBefore(now.now().minus(STALE))) {
            return hold(ReasonCode.STALE_SAMPLE, "the newest sample is of " + sampled + ": too old to act on");
        }
        return Optional.empty();
    }

    /** What one lever does, and for which counter; {@code null} for the whole campaign. */
    private record LeverChoice(@Nullable AssessedCounter counter, LeverDecision decision) {}

    private static List<LeverChoice> choices(PolicyInput now) {
        List<LeverChoice> choices = new ArrayList<>();
        PromotionService likes = now.likeLever();
        PromotionService comments = now.commentLever();
        if (likes != null) {
            choices.add(new LeverChoice(AssessedCounter.LIKES, choose(now, likes, AssessedCounter.LIKES)));
        }
        // One service for both acts once, for likes.
        if (comments != null && !comments.equals(likes)) {
            choices.add(new LeverChoice(AssessedCounter.COMMENTS, choose(now, comments, AssessedCounter.COMMENTS)));
        }
        return choices;
    }

    private static Optional<LeverDecision.Hold> hold(ReasonCode code, String reason) {
        return Optional.of(new LeverDecision.Hold(code, reason));
    }

    private static LeverDecision choose(PolicyInput now, PromotionService lever, AssessedCounter counter) {
        return switch (lever) {
            case AdBudgetService ads -> budget(now, ads, counter);
            case OwnerCommentService comment -> CommentLever.choose(now, comment, counter);
            case TeamTaskService team -> TaskLever.choose(now, team, now.standing(counter));
        };
    }

    /** While a trial runs nothing else is done with its budget; where nobody knows whether ads help, one may begin. */
    private static LeverDecision budget(PolicyInput now, AdBudgetService ads, AssessedCounter counter) {
        OrderHistory history = OrderHistory.of(now, OrderType.AD_BUDGET);
        Optional<Pending> running = history.trial();
        if (running.isPresent()) {
            return new LeverDecision.Hold(ReasonCode.TRIAL_RUNNING, TrialLever.progress(running.get(), now.now()));
        }
        LeverDecision choice = BudgetLever.choose(now, ads, counter);
        return choice instanceof LeverDecision.Hold hold && hold.code() == ReasonCode.PAID_VIEWERS_UNKNOWN
                ? TrialLever.instead(now, ads, counter, hold)
                : choice;
    }

    /** Returns why the running trial has to end at once; empty if there is none, or it may go on. */
    public static Optional<String> endsTrial(PolicyInput now) {
        return OrderHistory.of(now, OrderType.AD_BUDGET)
                .trial()
                .flatMap(trial -> AnomalyDetector.open(now)
                        .map(trouble -> "the numbers jumped in a way nobody can explain")
                        .or(() -> TrialLever.trouble(now, trial)));
    }

    private static Plan plan(PolicyInput now, List<LeverChoice> choices) {
        List<PlannedOrder> orders = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<CounterAnswer> answers = new ArrayList<>();
        for (LeverChoice choice : choices) {
            LeverDecision decision = choice.decision() instanceof LeverDecision.AskPeople ask
                    ? TaskLever.ask(now, ask.ask())
                    : choice.decision();
            AnswerOutcome asked = choice.decision() instanceof LeverDecision.AskPeople
                    ? AnswerOutcome.ASKED_PEOPLE
                    : AnswerOutcome.ORDERED;
            switch (decision) {
                case LeverDecision.Place order -> {
                    addOnce(orders, order.planned());
                    answers.add(answer(
                            choice, asked, ReasonCode.ORDERED, order.planned().summary()));
                }
                case LeverDecision.Hold hold -> {
                    reasons.add(hold.reason());
                    ReasonCode code = choice.counter() == null ? ReasonCode.UNUSUAL_NUMBERS : hold.code();
                    answers.add(answer(choice, AnswerOutcome.HELD, code, hold.reason()));
                }
                case LeverDecision.AskPeople nobody -> {
                    reasons.add(nobody.ask());
                    answers.add(answer(choice, AnswerOutcome.HELD, ReasonCode.NO_TEAM, nobody.ask()));
                }
            }
        }
        return new Plan(List.copyOf(orders), List.copyOf(reasons), NextReview.at(now), List.copyOf(answers));
    }

    private static CounterAnswer answer(LeverChoice choice, AnswerOutcome outcome, ReasonCode code, String detail) {
        return new CounterAnswer(choice.counter(), outcome, code, detail);
    }

    private static void addOnce(List<PlannedOrder> orders, PlannedOrder planned) {
        if (orders.stream().noneMatch(other -> other.service().equals(planned.service()))) {
            orders.add(planned);
        }
    }

    /** When a campaign should ask again. */
    static final class NextReview {
        private static final Duration SPREAD = Duration.ofMinutes(50);
        /** After a quarter begins: so that what the report lags by has surely passed since the one before. */
        private static final Duration BEHIND = Duration.ofMinutes(10);

        private static final Duration SOONEST = Duration.ofMinutes(10);
        /** A quarter of the ads account's day. */
        private static final int QUARTER_HOURS = 6;

        private static final Duration RETRY = Duration.ofMinutes(15);

        private NextReview() {}

        /**
         * The first of: the end of the warm-up, the end of a lever's cool-down, and the next quarter of the ads
         * account's day, so that a reading is kept there and what the report lags by then is known of the quarter
         * before. Campaigns are spread over most of an hour.
         */
        static Instant at(PolicyInput now) {
            long spread = Math.floorMod(now.promotion().campaignId().hashCode(), SPREAD.toSeconds());
            ZoneId zone =
                    now.ads() instanceof AdsView.Known known ? known.facts().zone() : ZoneOffset.UTC;
            Instant quarter = quarter(now.now(), zone, BEHIND.plusSeconds(spread));
            Instant warm = now.promotion().startedAt().plus(now.settings().warmUp());
            Instant soonest = now.now().plus(SOONEST);
            Stream<Instant> fixed =
                    providerAway(now) ? Stream.of(quarter, warm, now.now().plus(RETRY)) : Stream.of(quarter, warm);
            return Stream.concat(fixed, cooldowns(now))
                    .filter(at -> at.isAfter(soonest))
                    .min(Instant::compareTo)
                    .orElse(soonest);
        }

        /** The next instant that lies so long after a quarter of a day begins. */
        private static Instant quarter(Instant now, ZoneId zone, Duration after) {
            ZonedDateTime midnight = LocalDate.ofInstant(now.minus(after), zone).atStartOfDay(zone);
            return Stream.iterate(midnight, at -> at.plusHours(QUARTER_HOURS))
                    .map(at -> at.toInstant().plus(after))
                    .dropWhile(at -> !at.isAfter(now))
                    .findFirst()
                    .orElseThrow();
        }

        private static boolean providerAway(PolicyInput now) {
            return now.ads() instanceof AdsView.Unknown || now.prompts() instanceof ApprovedComments.Unread;
        }

        private static Stream<Instant> cooldowns(PolicyInput now) {
            return Stream.of(now.likeLever(), now.commentLever())
                    .filter(Objects::nonNull)
                    .map(PromotionService::type)
                    .filter(type -> type != OrderType.TEAM_TASK)
                    .flatMap(type -> OrderHistory.of(now, type).restsUntil().stream());
        }
    }
}

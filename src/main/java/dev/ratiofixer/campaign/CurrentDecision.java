package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignProgress.ReadingProblems;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.PolicyRequestTimes;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says why something is done for a campaign, or why nothing is, at any moment of its life: what stands in the way of
 * asking the policy, else what the policy answered last. Pure; reads nothing but what is stored of a campaign, so that
 * it says the same after a restart.
 *
 * @param at since when it is so
 * @param counter {@code likes} or {@code comments}; {@code all} where it is said of the whole campaign
 * @param standing as in {@link PolicyDecision}
 * @param reason one plain sentence without figures
 * @param detail the reason with its figures
 * @param nextLookAt when it can come out differently, {@code null} where only a person or nothing changes it
 */
public record CurrentDecision(
        Instant at,
        String counter,
        @Nullable String standing,
        AnswerOutcome outcome,
        ReasonCode reasonCode,
        String reason,
        String detail,
        @Nullable Instant nextLookAt) {
    private static final String ALL = "all";
    private static final Duration REVIEW = CampaignRules.DEFAULT.review();

    /** Returns the decision that holds for a campaign as it is stored. */
    public static CurrentDecision of(CampaignView view) {
        CampaignSnapshot now = view.snapshot();
        return switch (now.status()) {
            case IDLE -> held(ReasonCode.NOT_STARTED, view.campaign().startedAt(), null, null);
            case SCHEDULED ->
                held(
                        ReasonCode.SCHEDULED,
                        view.campaign().startedAt(),
                        null,
                        view.campaign().startedAt());
            case STOPPED, COMPLETED, FAILED -> ended(view);
            case PAUSED -> paused(view);
            case RUNNING -> unasked(view).orElseGet(() -> answered(view));
        };
    }

    private static CurrentDecision ended(CampaignView view) {
        Instant stopped = view.snapshot().stoppedAt();
        String detail = view.snapshot().status() == CampaignStatus.FAILED
                ? view.snapshot().problems().stream()
                        .findFirst()
                        .map(Problem::detail)
                        .orElse(null)
                : null;
        return held(ReasonCode.ENDED, stopped == null ? view.campaign().startedAt() : stopped, detail, null);
    }

    private static CurrentDecision paused(CampaignView view) {
        PersonPause person = view.snapshot().pausedBy();
        if (person != null) {
            String why = person.reason().isEmpty() ? "" : ": " + person.reason();
            return held(ReasonCode.PAUSED, person.at(), "paused by " + person.by() + why, null);
        }
        return Arrays.stream(WatchError.values())
                .filter(WatchError::isAway)
                .flatMap(away -> problem(view, CampaignMachine.pauseCode(away)).stream())
                .findFirst()
                .map(away -> held(ReasonCode.VIDEO_AWAY, away.since(), away.detail(), nextReading(view)))
                .orElseGet(() -> held(ReasonCode.PAUSED, since(view), null, null));
    }

    /** What keeps the policy from being asked; empty while it is asked. */
    private static Optional<CurrentDecision> unasked(CampaignView view) {
        if (view.campaign().terms().mode() == OrderMode.OBSERVE) {
            return Optional.of(held(ReasonCode.OBSERVES, view.campaign().startedAt(), null, null));
        }
        return Stream.of(
                        told(view, ReadingProblems.DECLINED, ReasonCode.DECLINED),
                        told(view, ReadingProblems.UNAUTHORIZED, ReasonCode.NOT_AUTHORIZED),
                        away(view),
                        firstReading(view),
                        told(view, ReadingProblems.VIEWS_MISSING, ReasonCode.VIEWS_HIDDEN),
                        told(view, ReadingProblems.NOT_OUT, ReasonCode.NOT_OUT),
                        told(view, ReadingProblems.CHANNEL_UNREAD, ReasonCode.WAITING_FOR_HISTORY),
                        told(view, ReadingProblems.CHANNEL_UNREADABLE, ReasonCode.HISTORY_AWAY),
                        told(view, CampaignMachine.NO_MODEL, ReasonCode.MODEL_AWAY),
                        told(view, CampaignMachine.ORDERS_UNAVAILABLE, ReasonCode.ORDERS_AWAY),
                        spendingOff(view))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<CurrentDecision> away(CampaignView view) {
        return view.snapshot().problems().stream()
                .filter(problem -> CampaignProgress.TROUBLES.contains(problem.code()))
                .findFirst()
                .map(found -> held(ReasonCode.YOUTUBE_AWAY, found.since(), found.detail(), nextReading(view)));
    }

    private static Optional<CurrentDecision> firstReading(CampaignView view) {
        return view.snapshot().lastSample() == null
                ? Optional.of(held(ReasonCode.FIRST_READING, view.campaign().startedAt(), null, nextReading(view)))
                : Optional.empty();
    }

    /** The switch may have been turned since the policy was asked: it matters where something is missing. */
    private static Optional<CurrentDecision> spendingOff(CampaignView view) {
        PolicyDecision answer = view.snapshot().asked().answer();
        boolean idle = answer == null
                || answer.outcome() != AnswerOutcome.HELD
                || answer.code() == ReasonCode.ON_TARGET
                || answer.code() == ReasonCode.PEOPLE_ASKED;
        return idle ? Optional.empty() : told(view, CampaignProgress.SPENDING_OFF, ReasonCode.SPENDING_OFF);
    }

    private static CurrentDecision answered(CampaignView view) {
        PolicyDecision answer = view.snapshot().asked().answer();
        return answer == null || over(answer.code())
                ? held(ReasonCode.NEXT_LOOK, since(view), null, nextLook(view))
                : new CurrentDecision(
                        answer.at(),
                        answer.counter(),
                        answer.standing(),
                        answer.outcome(),
                        answer.code(),
                        answer.code().sentence(),
                        answer.detail(),
                        nextLook(view));
    }

    /** What kept the policy from acting then, and would have been said before this if it still did. */
    private static boolean over(ReasonCode code) {
        return code == ReasonCode.OBSERVES || code == ReasonCode.DECLINED || code == ReasonCode.SPENDING_OFF;
    }

    private static Optional<CurrentDecision> told(CampaignView view, String problem, ReasonCode code) {
        boolean asks = code == ReasonCode.ORDERS_AWAY || code == ReasonCode.SPENDING_OFF;
        return problem(view, problem)
                .map(found -> held(code, found.since(), found.detail(), asks ? nextLook(view) : nextReading(view)));
    }

    private static Optional<Problem> problem(CampaignView view, String code) {
        return view.snapshot().problems().stream()
                .filter(problem -> problem.code().equals(code))
                .findFirst();
    }

    private static CurrentDecision held(ReasonCode code, Instant at, @Nullable String detail, @Nullable Instant next) {
        return new CurrentDecision(
                at,
                ALL,
                null,
                AnswerOutcome.HELD,
                code,
                code.sentence(),
                detail == null ? code.sentence() : detail,
                next);
    }

    private static Instant since(CampaignView view) {
        Instant read = view.snapshot().lastCheck();
        return read == null ? view.campaign().startedAt() : read;
    }

    private static @Nullable Instant nextReading(CampaignView view) {
        return view.snapshot().nextCheck();
    }

    /** The policy is asked with a reading: the first one after it makes sense, or after its review is due. */
    private static @Nullable Instant nextLook(CampaignView view) {
        CampaignSnapshot now = view.snapshot();
        PolicyRequestTimes asked = now.asked();
        Instant reading = now.nextCheck();
        Instant again = asked.again();
        Instant review = asked.last().plus(REVIEW);
        Instant due = now.shortfall().isNone() && review.isAfter(again) ? review : again;
        return reading == null || due.isAfter(reading) ? due : reading;
    }
}

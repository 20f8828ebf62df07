package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignEffect.Announce;
import dev.ratiofixer.campaign.CampaignEffect.CheckStartAgain;
import dev.ratiofixer.campaign.CampaignEffect.CloseOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignEffect.SaveBehind;
import dev.ratiofixer.campaign.CampaignEffect.WakeAt;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignMessage.TermsEdit;
import dev.ratiofixer.campaign.CampaignProgress.Ordering;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.campaign.SupervisorRequest.EditCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.PauseCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.ProposeOrders;
import dev.ratiofixer.campaign.SupervisorRequest.ResumeCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.SpendLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a person does to a started campaign: pauses it, lets it go on, edits it. Pure.
 *
 * @param campaign with the terms of now
 */
record CampaignSteering(Campaign campaign) {
    /** Why a person cannot do that now, as a sentence for people; {@code null} if he can. */
    static @Nullable String refusal(SteerCampaign asked, CampaignState state) {
        return switch (asked) {
            case PauseCampaign pause
            when state instanceof Scheduled -> "the campaign has not started yet: stop it, or move its start";
            case PauseCampaign pause -> ended(state);
            case ResumeCampaign resume
            when state instanceof Paused paused ->
                "nobody has paused it: its video cannot be watched now" + paused.why() + ". It goes on by itself";
            case ResumeCampaign resume -> ended(state);
            case EditCampaign edit -> refusal(edit(edit), state);
            case ProposeOrders propose -> ended(state);
        };
    }

    /** The same of a change of terms. */
    static @Nullable String refusal(TermsEdit edit, CampaignState state) {
        return edit.startAt() != null && !(state instanceof Scheduled)
                ? "the campaign has started: its start cannot be moved"
                : ended(state);
    }

    private static @Nullable String ended(CampaignState state) {
        return state instanceof Ended ? "the campaign has ended" : null;
    }

    /** What was asked, as the machine hears it. */
    static CampaignMessage message(SteerCampaign asked, Instant now) {
        return switch (asked) {
            case PauseCampaign pause ->
                new CampaignMessage.PauseAsked(new PersonPause(pause.actor(), now, pause.reason()));
            case ResumeCampaign resume -> new CampaignMessage.ResumeAsked();
            case EditCampaign edit -> new CampaignMessage.TermsEdited(edit(edit));
            case ProposeOrders propose -> new CampaignMessage.ReviewAsked();
        };
    }

    private static TermsEdit edit(EditCampaign asked) {
        return new TermsEdit(asked.before(), asked.after(), asked.startAt(), asked.actor());
    }

    /** Written before anything goes back: an order that is written afterwards is refused by the ledger. */
    static Decision pause(CampaignState state, PersonPause pause) {
        if (state instanceof Held) {
            return Decision.of(state);
        }
        return Decision.of(
                CampaignState.hold(state, pause),
                new Save(),
                new CloseOrders("the campaign was paused by " + pause.by()),
                new Announce("paused"));
    }

    static Decision resume(CampaignState state, Instant now) {
        return state instanceof Held held
                ? Decision.of(held.release(now), new Save(), new Announce("resumed"))
                : Decision.of(state);
    }

    /** The terms are written with the state; what the earlier ones allowed ends where these allow less. */
    Decision edited(CampaignState state, TermsEdit edit, Instant now) {
        CampaignProgress before = state.progress();
        Ordering ordering = before.ordering()
                .moved(
                        before.ordering().totals(),
                        limited(before.ordering().spend()),
                        before.ordering().change())
                .askingBy(now);
        CampaignProgress after = before.without(CampaignMachine.ORDERS_HELD).withOrdering(ordering);
        List<CampaignEffect> effects = new ArrayList<>();
        effects.add(new SaveBehind());
        if (edit.before().narrowedTo(edit.after())) {
            effects.add(new CloseOrders("the campaign was edited by " + edit.actor()));
        }
        Instant until = campaign.terms().completeWhen().until();
        if (until != null) {
            effects.add(new WakeAt(until));
        }
        effects.add(new Announce("edited"));
        return new Decision(CampaignState.with(state, after), effects);
    }

    /** What is known to be spent, beside the limit of now. */
    private @Nullable Spend limited(@Nullable Spend known) {
        SpendLimits limits = campaign.terms().limits();
        Money max = limits == null ? null : limits.maxSpend();
        if (known != null && (known.reserved().isPositive() || known.spent().isPositive())) {
            return new Spend(known.reserved(), known.spent(), max);
        }
        return max == null ? known : new Spend(Money.zero(max.currency()), Money.zero(max.currency()), max);
    }

    /** The campaign as an edit makes it. */
    static Campaign afterEdit(Campaign campaign, TermsEdit edit) {
        Campaign with = campaign.with(edit.after());
        return edit.startAt() == null ? with : with.startingAt(edit.startAt());
    }

    /**
     * Decides what a campaign does before it starts. Pure.
     *
     * @param campaign whose {@code startedAt} is when it is to start
     */
    record ScheduledStart(Campaign campaign) {
        private static final String START_HELD = "start_held";
        private static final Duration CHECK_START_AGAIN = Duration.ofMinutes(5);
        /** A start that lacks something for so long is given up. */
        private static final Duration START_PATIENCE = Duration.ofDays(1);

        /** Waits for its time, checks the start once more, and starts or says what it lacks. */
        Decision decide(Scheduled state, CampaignMessage message, Instant now) {
            return switch (message) {
                case CampaignMessage.Deployed deployed -> Decision.of(state, new WakeAt(campaign.startedAt()));
                case CampaignMessage.DeadlineReached woken ->
                    now.isBefore(campaign.startedAt())
                            ? Decision.of(state, new WakeAt(campaign.startedAt()))
                            : Decision.of(state, new CheckStartAgain());
                case CampaignMessage.StartChecked(List<Prerequisite> missing) -> startChecked(state, missing, now);
                case CampaignMessage.StartNotChecked(String reason) -> startHeld(state, reason, now);
                case CampaignMessage.StopAsked asked -> CampaignMachine.end(state.stop(now), "stopped");
                case CampaignMessage.TermsEdited edited ->
                    Decision.of(state, new SaveBehind(), new WakeAt(campaign.startedAt()), new Announce("edited"));
                case CampaignMessage.SampleReceived news -> Decision.of(state);
                case CampaignMessage.WatchFailed news -> Decision.of(state);
                case CampaignMessage.Expected answer -> Decision.of(state);
                case CampaignMessage.ModelFailed answer -> Decision.of(state);
                case CampaignMessage.OrdersAnswered answer -> Decision.of(state);
                case CampaignMessage.OrdersFailed answer -> Decision.of(state);
                case CampaignMessage.OrderMoved news -> Decision.of(state);
                case CampaignMessage.DisplayMoved news -> Decision.of(state);
                case CampaignMessage.ReviewAsked asked -> Decision.of(state);
                case CampaignMessage.PauseAsked asked -> Decision.of(state);
                case CampaignMessage.ResumeAsked asked -> Decision.of(state);
                case CampaignMessage.RulesChanged changed -> Decision.of(state);
            };
        }

        private Decision startChecked(Scheduled state, List<Prerequisite> missing, Instant now) {
            if (now.isBefore(campaign.startedAt())) {
                return Decision.of(state, new WakeAt(campaign.startedAt())); // It was moved while it was checked.
            }
            if (!missing.isEmpty()) {
                String lacking = missing.stream().map(Prerequisite::detail).collect(Collectors.joining("; "));
                return startHeld(state, lacking, now);
            }
            Running running = state.start(START_HELD);
            List<CampaignEffect> effects = new ArrayList<>(
                    List.of(new Save(), new WatchVideo(running.progress().priority()), new Announce("started")));
            Instant until = campaign.terms().completeWhen().until();
            if (until != null) {
                effects.add(new WakeAt(until));
            }
            return new Decision(running, effects);
        }

        private Decision startHeld(Scheduled state, String reason, Instant now) {
            Problem lacking = new Problem(START_HELD, "the start is due and waits: " + reason, now);
            return now.isBefore(campaign.startedAt().plus(START_PATIENCE))
                    ? Decision.of(
                            state.with(state.progress().with(lacking)),
                            new SaveBehind(),
                            new WakeAt(now.plus(CHECK_START_AGAIN)),
                            new Announce("start held"))
                    : CampaignMachine.end(
                            state.fail(new Problem(START_HELD, "it was not started for a day: " + reason, now), now),
                            "failed");
        }
    }
}

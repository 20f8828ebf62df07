package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignEffect.Announce;
import dev.ratiofixer.campaign.CampaignEffect.CheckStartAgain;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignEffect.SaveBehind;
import dev.ratiofixer.campaign.CampaignEffect.WakeAt;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

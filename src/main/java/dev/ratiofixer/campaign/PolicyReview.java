package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignProgress.ReadingProblems;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Held;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignState.Scheduled;
import dev.ratiofixer.smm.api.OrderMode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A review of a campaign by its policy that people ask for before the next one is due: says whether it can be, and lets
 * all who ask wait for the same answer. On the campaign's context.
 */
final class PolicyReview {
    private @Nullable Promise<Void> awaited;

    /** Completes with the next {@link #answered}. */
    Future<Void> await() {
        Promise<Void> answer = awaited == null ? Promise.promise() : awaited;
        awaited = answer;
        return answer.future();
    }

    /** Answers whoever waits. */
    void answered() {
        Promise<Void> answer = awaited;
        awaited = null;
        if (answer != null) {
            answer.complete();
        }
    }

    /** Why it cannot be asked now, as a sentence for people; {@code null} if it can be, or is being asked. */
    static @Nullable String refusal(OrderMode mode, CampaignState state) {
        return switch (state) {
            case Ended ended -> "the campaign has ended";
            case Scheduled scheduled -> "the campaign has not started yet";
            case Held held -> "the campaign is paused by " + held.pause().by() + ": nothing is ordered meanwhile";
            case Paused paused -> "its video cannot be watched now" + paused.why() + ". Nothing is ordered meanwhile";
            case Running running ->
                mode == OrderMode.OBSERVE
                        ? "the campaign only observes, so nothing is ever ordered: edit its mode if it is to propose orders"
                        : unready(running.progress());
        };
    }

    private static @Nullable String unready(CampaignProgress progress) {
        CampaignProgress.Observation reading = progress.reading();
        if (reading.sample() == null || reading.expectation() == null) {
            return "the newest numbers are not compared yet: try again after the next ones";
        }
        if (progress.problems().stream().anyMatch(problem -> problem.code().equals(ReadingProblems.NOT_OUT))) {
            return "the video has not come out yet or is still streaming, and nothing is ordered before it has";
        }
        return reading.channel().wasRead()
                ? null
                : "the channel's earlier videos could not be read yet, and nothing is ordered without them";
    }
}

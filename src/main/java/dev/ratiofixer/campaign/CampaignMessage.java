package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lists everything that can happen to a campaign. */
sealed interface CampaignMessage {
    /** Its verticle was deployed: after a start, or on another node or after a restart. */
    record Deployed() implements CampaignMessage {}

    record SampleReceived(Sampled news) implements CampaignMessage {}

    record WatchFailed(SamplingInterrupted news) implements CampaignMessage {}

    /** The model's answer for the sample of that instant and what was known of the channel when it was asked. */
    record Expected(Instant sampledAt, ChannelKnowledge channel, Expectation expectation) implements CampaignMessage {}

    record ModelFailed(Instant sampledAt, String reason) implements CampaignMessage {}

    record OrdersAnswered(PlaceOrderOutcome outcome) implements CampaignMessage {}

    record OrdersFailed(String reason) implements CampaignMessage {}

    record OrderMoved(OrderChanged news) implements CampaignMessage {}

    /**
     * Whether the dashboard's own table shows the campaign has changed.
     *
     * @param trouble why it does not, {@code null} if it does
     */
    record DisplayMoved(@Nullable String trouble) implements CampaignMessage {}

    /** Somebody wants the policy to be asked now. */
    record ReviewAsked() implements CampaignMessage {}

    record StopAsked() implements CampaignMessage {}

    /** The timer that a {@code WakeAt} asked for. */
    record DeadlineReached() implements CampaignMessage {}

    /** The machine that decides this has the new rules already. */
    record RulesChanged() implements CampaignMessage {}
}

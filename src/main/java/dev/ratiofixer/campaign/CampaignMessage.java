package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import java.time.Instant;
import java.util.List;
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

    /** A person pauses it. */
    record PauseAsked(PersonPause pause) implements CampaignMessage {}

    /** A person ends a person's pause. */
    record ResumeAsked() implements CampaignMessage {}

    /** Its terms have changed; the machine that decides this has the new ones already. */
    record TermsEdited(TermsEdit edit) implements CampaignMessage {}

    /**
     * One change of terms.
     *
     * @param before what they were when the change was checked
     * @param startAt when it is to start, {@code null} to leave that
     */
    record TermsEdit(
            CampaignTerms before,
            CampaignTerms after,
            @Nullable Instant startAt,
            String actor) {}

    /** What a start that is due lacks by now; empty: nothing. */
    record StartChecked(List<Prerequisite> missing) implements CampaignMessage {}

    /** It could not be found out what the start lacks. */
    record StartNotChecked(String reason) implements CampaignMessage {}

    /** The timer that a {@code WakeAt} asked for. */
    record DeadlineReached() implements CampaignMessage {}

    /** The machine that decides this has the new rules already. */
    record RulesChanged() implements CampaignMessage {}
}

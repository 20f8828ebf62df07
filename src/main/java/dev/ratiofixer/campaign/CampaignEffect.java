package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Instant;
import java.util.List;

/** Lists the effects of a decision. Carried out by the shell in the order given; outcomes come back as messages. */
sealed interface CampaignEffect {
    /** Write the new state before anything else happens; if that fails, the decision is taken back. */
    record Save() implements CampaignEffect {}

    /** Write the tick soon, with others. */
    record SaveBehind() implements CampaignEffect {}

    record WatchVideo(WatchPriority priority) implements CampaignEffect {}

    record UnwatchVideo() implements CampaignEffect {}

    /**
     * Ask what is expected of a sample.
     *
     * @param channel what the features say of the channel: the answer counts only while nothing else is known of it
     */
    record AskModel(Instant sampledAt, ChannelKnowledge channel, Features features) implements CampaignEffect {}

    record AskOrders(Evidence evidence) implements CampaignEffect {}

    record CloseOrders(String reason) implements CampaignEffect {}

    /** Publishes what changed, in the words of {@link CampaignChanged}. */
    record Announce(String what) implements CampaignEffect {}

    record WakeAt(Instant at) implements CampaignEffect {}

    /** Check once more what a start lacks. */
    record CheckStartAgain() implements CampaignEffect {}

    /** The campaign is over: undeploy its verticle. */
    record Leave() implements CampaignEffect {}

    /** Holds what the machine decided: the new state and the effects. */
    record Decision(CampaignState state, List<CampaignEffect> effects) {
        public Decision {
            effects = List.copyOf(effects);
        }

        static Decision of(CampaignState state, CampaignEffect... effects) {
            return new Decision(state, List.of(effects));
        }
    }
}

package dev.ratiofixer.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node's campaign supervisor is asked at {@code Addresses.SUPERVISOR}, with the answers. What concerns one
 * campaign goes on from there to the campaign itself ({@link CampaignRequest}) or to the node that runs it
 * ({@link NodeRequest}).
 *
 * @param <R> the answer
 */
public sealed interface SupervisorRequest<R extends BusMessage> extends BusRequest<R> {
    /**
     * Starts a campaign. Answered by a {@link StartOutcome}; the campaign is persisted and deployed when
     * {@code Started} comes.
     *
     * @param actor name of the key that asks
     * @param idempotencyKey the same key answers with the same campaign, {@code null} for none
     * @param startAt when it is to start, {@code null} for now
     */
    record StartCampaign(
            VideoId video,
            FormChoice form,
            CampaignTerms terms,
            String actor,
            @Nullable String idempotencyKey,
            @Nullable Instant startAt)
            implements SupervisorRequest<StartOutcome> {
        /** One that starts now. */
        public StartCampaign(
                VideoId video, FormChoice form, CampaignTerms terms, String actor, @Nullable String idempotencyKey) {
            this(video, form, terms, actor, idempotencyKey, null);
        }
    }

    /**
     * Asks what a start with these terms would lack, and writes nothing. Answered by {@link PrerequisitesChecked}:
     * every line, met or not.
     *
     * @param video {@code null} while it is not known; then nothing is said of it
     * @param campaignId of the campaign that is checked again, {@code null} for one that is not there yet
     */
    record CheckStart(
            @Nullable VideoId video,
            CampaignTerms terms,
            @Nullable String campaignId) implements SupervisorRequest<PrerequisitesChecked> {
        /** Of a campaign that is not there yet. */
        public CheckStart(@Nullable VideoId video, CampaignTerms terms) {
            this(video, terms, null);
        }
    }

    /** The {@code form} of a start request. */
    enum FormChoice {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("video")
        VIDEO,
        @JsonProperty("short")
        SHORT
    }

    /** The answer to {@link StartCampaign}. */
    sealed interface StartOutcome extends BusMessage {
        /** It runs. */
        record Started(CampaignView view) implements StartOutcome {}

        /** That video has a live campaign already. */
        record AlreadyRunning(String campaignId) implements StartOutcome {}

        /** Nothing was written. Names every prerequisite that is missing. */
        record Unmet(List<Prerequisite> missing) implements StartOutcome {}
    }

    /**
     * Stops a campaign: undeploys its verticle; stopping one that has ended changes nothing. Answered by a
     * {@link StatusOutcome} that holds the state after the stop.
     *
     * @param actor name of the key that asks
     */
    record StopCampaign(String campaignId, String actor)
            implements SupervisorRequest<StatusOutcome>, CampaignRequest<StatusOutcome>, NodeRequest<StatusOutcome> {}

    /**
     * Asks the policy of a campaign now instead of at its next review: the orders that come of it are proposed or
     * placed as always, within consent and limits. Answered by a {@link StatusOutcome} that holds the campaign after
     * the policy's answer; fails with {@code ReplyFailureCode.NOT_NOW} and the reason where there is nothing to ask it.
     *
     * @param actor name of the key that asks
     */
    record ProposeOrders(String campaignId, String actor) implements SteerCampaign {}

    /**
     * What a person does to a campaign that has not ended. Answered by a {@link StatusOutcome} that holds the campaign
     * afterwards; fails with {@code ReplyFailureCode.NOT_NOW} and the reason where its state does not allow it.
     */
    sealed interface SteerCampaign
            extends SupervisorRequest<StatusOutcome>, CampaignRequest<StatusOutcome>, NodeRequest<StatusOutcome> {
        String campaignId();
    }

    /**
     * Pauses a campaign: samples go on, nothing is ordered, what waits is cancelled and raised budgets go back. Only
     * {@link ResumeCampaign} ends it. Pausing a paused one again changes nothing.
     *
     * @param actor name of the key that asks
     * @param reason free text, may be empty
     */
    record PauseCampaign(String campaignId, String actor, String reason) implements SteerCampaign {}

    /** Ends a person's pause. Resuming one that runs changes nothing. */
    record ResumeCampaign(String campaignId, String actor) implements SteerCampaign {}

    /**
     * Changes a campaign's terms, which were checked. Fails with {@code ReplyFailureCode.STALE} if they are not
     * {@code before} any more.
     *
     * @param startAt when a scheduled campaign is to start, {@code null} to leave that
     * @param actor name of the key that asks
     */
    record EditCampaign(
            String campaignId,
            CampaignTerms before,
            CampaignTerms after,
            @Nullable Instant startAt,
            String actor) implements SteerCampaign {
        /** Whether it may need another ads campaign than before. */
        boolean movesAds() {
            return before.mode() != after.mode()
                    || !Objects.equals(before.likeServer(), after.likeServer())
                    || !Objects.equals(before.commentServer(), after.commentServer());
        }
    }

    /** Asks the supervisor for a campaign. Answered by a {@link StatusOutcome}. */
    record GetStatus(String campaignId)
            implements SupervisorRequest<StatusOutcome>, CampaignRequest<StatusOutcome>, NodeRequest<StatusOutcome> {}

    /**
     * The answer to {@link GetStatus}, {@link StopCampaign} and {@link ProposeOrders}: the campaign, or that there is
     * none.
     */
    sealed interface StatusOutcome extends BusMessage permits CampaignView, NoSuchCampaign {}

    /** There is no campaign with this id. */
    record NoSuchCampaign(String campaignId) implements StatusOutcome {}

    /** Carries new rules to the supervisor of a node, and from it to each campaign. */
    record RulesAnnounced(CampaignRules rules) implements SupervisorRequest<Done>, CampaignRequest<Done> {}

    /** Reports to the supervisor that a campaign is over and its verticle may be undeployed. */
    record CampaignEnded(String campaignId) implements SupervisorRequest<Done> {}

    /**
     * What a running campaign is asked by its id at {@code Addresses.CAMPAIGNS}. It also hears the events of its video
     * ({@code WatchEvent}) and of its orders ({@code OrderChanged}) there.
     *
     * @param <R> the answer
     */
    sealed interface CampaignRequest<R extends BusMessage> extends BusRequest<R>
            permits SupervisorRequest.GetStatus,
                    SupervisorRequest.StopCampaign,
                    SupervisorRequest.SteerCampaign,
                    SupervisorRequest.RulesAnnounced {}

    /**
     * What one node asks and tells another at {@code Addresses.node}, with the answers. The only requests that leave a
     * node.
     *
     * @param <R> the answer
     */
    sealed interface NodeRequest<R extends BusMessage> extends BusRequest<R>
            permits SupervisorRequest.GetStatus,
                    SupervisorRequest.StopCampaign,
                    SupervisorRequest.SteerCampaign,
                    NodeRequest.ClaimCampaigns,
                    NodeRequest.RelayedEvents {
        /** Notifies a node that there are campaigns for it to claim. */
        record ClaimCampaigns() implements NodeRequest<Done>, SupervisorRequest<Done> {}

        /**
         * What happened on another node, in the order in which it happened there.
         *
         * @param node its name
         */
        record RelayedEvents(String node, List<CampaignChanged> campaigns, List<OrderChanged> orders)
                implements NodeRequest<Done> {
            public RelayedEvents {
                campaigns = List.copyOf(campaigns);
                orders = List.copyOf(orders);
            }
        }
    }
}

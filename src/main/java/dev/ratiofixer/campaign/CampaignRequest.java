package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusRequest;

/**
 * What a running campaign is asked at its own mailbox, {@code Addresses.campaign}. It also hears the events of its
 * video ({@code WatchEvent}) and of its orders ({@code OrderChanged}) there.
 *
 * @param <R> the answer
 */
public sealed interface CampaignRequest<R extends BusMessage> extends BusRequest<R>
        permits SupervisorRequest.GetStatus,
                SupervisorRequest.StopCampaign,
                SupervisorRequest.SteerCampaign,
                SupervisorRequest.RulesAnnounced {}

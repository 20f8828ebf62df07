package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelRequest.Expect;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Holds what every campaign of a node shares.
 *
 * @param measured what the owners' analytics say of videos' views
 */
public record CampaignDependencies(
        CampaignStore store, InstantSource clock, Timers timers, CampaignCounters meters, ViewMeasurements measured) {
    /** What the owners' analytics say of videos' views, known on this node at once. Any thread. */
    @FunctionalInterface
    public interface ViewMeasurements {
        /** Of a video; {@code null} where its owner tells nothing. */
        @Nullable
        ViewMeasurement of(VideoId video);
    }

    /**
     * How a video's views are counted, as its owner sees it.
     *
     * @param since when views began to count at the first frame
     */
    public record ViewMeasurement(MeasuredViews views, Instant since) {}

    /** What a campaign asks the other verticles of its node. */
    Questions asked(LocalBus bus) {
        return new Questions(bus, measured);
    }

    /** Asks for a campaign; every answer, and that there is none in time, is a message to it. Never fails. */
    record Questions(LocalBus bus, ViewMeasurements measured) {
        private static final Duration MODEL_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration ORDER_TIMEOUT = Duration.ofMinutes(2);

        Future<CampaignMessage> expectation(VideoId video, CampaignEffect.AskModel ask) {
            Features asked = CampaignFeatures.measured(ask.features(), measured.of(video), ask.sampledAt());
            return bus.request(Addresses.MODEL, new Expect(asked), MODEL_TIMEOUT)
                    .<CampaignMessage>map(
                            expectation -> new CampaignMessage.Expected(ask.sampledAt(), ask.channel(), expectation))
                    .otherwise(failure -> new CampaignMessage.ModelFailed(
                            ask.sampledAt(),
                            "what this video should have cannot be told now (" + failure.getMessage() + ")"));
        }

        Future<CampaignMessage> orders(Campaign campaign, Evidence evidence) {
            return bus.request(Addresses.SMM, new PlaceOrder(campaign.promotion(), evidence), ORDER_TIMEOUT)
                    .<CampaignMessage>map(CampaignMessage.OrdersAnswered::new)
                    .otherwise(failure -> new CampaignMessage.OrdersFailed(
                            "no order could be decided now (" + failure.getMessage() + ")"));
        }

        Future<CampaignMessage> startCheck(Campaign now) {
            CheckStart check = new CheckStart(now.video().id(), now.terms(), now.id());
            return bus.request(Addresses.SUPERVISOR, check, ORDER_TIMEOUT)
                    .<CampaignMessage>map(checked -> new CampaignMessage.StartChecked(checked.prerequisites().stream()
                            .filter(line -> line.required() && !line.met())
                            .toList()))
                    .otherwise(failure -> new CampaignMessage.StartNotChecked(String.valueOf(failure.getMessage())));
        }
    }

    /** Where no owner tells anything. */
    public CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers, CampaignCounters meters) {
        this(store, clock, timers, meters, video -> null);
    }

    /** Where nobody counts. */
    public CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers) {
        this(store, clock, timers, CampaignCounters.NONE);
    }
}

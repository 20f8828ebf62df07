package dev.ratiofixer.http.api;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidWindow;
import dev.ratiofixer.analytics.AnalyticsRequest.ReadVideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.model.ModelRequest.Calibrate;
import dev.ratiofixer.model.ModelRequest.Calibrated;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.smm.api.PromotionRequest;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.ListServices;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeRequest.ChannelRead;
import dev.ratiofixer.youtube.YouTubeRequest.ReadChannel;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;

/**
 * Sends the requests of this module to the engine. A failed reply becomes a problem that says whether trying again
 * helps.
 */
public final class EngineClient {
    private final LocalBus bus;
    private final Duration timeout;

    /** @param timeout the longest wait for a reply */
    public EngineClient(EventBus bus, Duration timeout) {
        this.bus = new LocalBus(bus);
        this.timeout = timeout;
    }

    public Future<StartOutcome> start(StartCampaign message) {
        return ask(Addresses.SUPERVISOR, message);
    }

    public Future<StatusOutcome> stop(StopCampaign message) {
        return ask(Addresses.SUPERVISOR, message);
    }

    public Future<StatusOutcome> steer(SteerCampaign message) {
        return ask(Addresses.SUPERVISOR, message);
    }

    public Future<StatusOutcome> status(GetStatus message) {
        return ask(Addresses.SUPERVISOR, message);
    }

    public Future<DecideOutcome> decide(DecideOrder message) {
        return ask(Addresses.SMM, message);
    }

    public Future<ServiceList> services() {
        return ask(Addresses.SMM, new ListServices());
    }

    public Future<PrerequisitesChecked> check(CheckPrerequisites message) {
        return ask(Addresses.SMM, message);
    }

    /** What a start would lack. */
    public Future<PrerequisitesChecked> check(CheckStart message) {
        return ask(Addresses.SUPERVISOR, message);
    }

    /** Whether a campaign waits for a person before it orders, or that it may go on. */
    public Future<SpendingState> spending(PromotionRequest<SpendingState> message) {
        return ask(Addresses.SMM, message);
    }

    public Future<Explained> explain(Explain message) {
        return ask(Addresses.MODEL, message);
    }

    /** What is known of a channel on this node. */
    public Future<ChannelKnowledge> channel(String channelId) {
        return ask(Addresses.YOUTUBE, new ReadChannel(channelId)).map(ChannelRead::channel);
    }

    /** How well the model knows a channel. */
    public Future<Calibrated> calibration(ChannelHistory channel) {
        return ask(Addresses.MODEL, new Calibrate(channel));
    }

    /** What is stored of a video's analytics. */
    public Future<VideoAnalytics> analytics(VideoId video) {
        return ask(Addresses.ANALYTICS, new ReadVideoAnalytics(video));
    }

    /** What the ads of orders' days brought by the owners' analytics. */
    public Future<PaidViews> paidViews(List<PaidWindow> windows) {
        return ask(Addresses.ANALYTICS, new MeasurePaidViews(windows));
    }

    private <R extends BusMessage> Future<R> ask(String address, BusRequest<R> request) {
        return bus.request(address, request, timeout).recover(EngineClient::explained);
    }

    private static <T> Future<T> explained(Throwable failure) {
        if (!(failure instanceof ReplyException refused)) {
            return Future.failedFuture(failure);
        }
        if (refused.failureType() == ReplyFailure.TIMEOUT) {
            return ProblemException.failed(
                    ProblemType.TIMED_OUT,
                    "no answer in time; it may still happen: look whether it has before you try again");
        }
        if (refused.failureType() == ReplyFailure.NO_HANDLERS) {
            return ProblemException.failed(
                    ProblemType.UNAVAILABLE, "that part of Ratio Fixer is not running: the page Health says why");
        }
        return switch (refused.failureCode()) {
            case ReplyFailureCode.OVERLOADED, ReplyFailureCode.UNAVAILABLE ->
                ProblemException.failed(ProblemType.UNAVAILABLE, String.valueOf(refused.getMessage()));
            case ReplyFailureCode.STALE ->
                ProblemException.failed(ProblemType.STALE, String.valueOf(refused.getMessage()));
            case ReplyFailureCode.NOT_NOW ->
                ProblemException.failed(ProblemType.NOT_ALLOWED_NOW, String.valueOf(refused.getMessage()));
            default -> Future.failedFuture(refused);
        };
    }
}

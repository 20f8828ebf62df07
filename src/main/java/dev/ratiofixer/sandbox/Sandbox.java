package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.SandboxHttpVerticle.RequestDispatcher;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.ads.AdsAuthorizer.OperationsMeter;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.Ledger;
import dev.ratiofixer.sandbox.world.LiveVideo;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for YouTube, Google OAuth, Google Ads, Sheets and a webhook receiver, on one port. It lives until it is
 * closed or its Vert.x is. All methods are safe on any thread.
 */
public final class Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    private final Vertx vertx;
    private final SandboxOptions options;
    private final RequestDispatcher board;
    private final AtomicInteger port = new AtomicInteger();
    private volatile String deployment = "";

    /**
     * A sandbox that is not listening yet; what it simulates begins now, by its clock.
     *
     * @param clock the engine's own clock, or one that runs alike
     */
    public Sandbox(Vertx vertx, InstantSource clock, SandboxOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.board = new RequestDispatcher(clock, options);
    }

    /** Begins to listen; fails if the port is taken. */
    public Future<Sandbox> start() {
        HttpServerOptions listening = new HttpServerOptions()
                .setHost(options.place().host())
                // A negative port is any free one, the same for all instances.
                .setPort(options.place().port() == 0 ? -1 : options.place().port())
                .setCompressionSupported(true)
                .setDecompressionSupported(true)
                .setMaxInitialLineLength(16_384)
                .setAcceptBacklog(1024);
        return vertx.deployVerticle(
                        () -> new SandboxHttpVerticle(board, listening, port::set),
                        new DeploymentOptions().setInstances(options.place().instances()))
                .map(id -> {
                    deployment = id;
                    LOG.info("sandbox listens origin={} seed={}", origin(), options.seed());
                    return this;
                });
    }

    /** The port that it listens on, 0 before it is started. */
    public int port() {
        return port.get();
    }

    /** What to configure as every upstream's origin, as {@code http://127.0.0.1:4711}. */
    public String origin() {
        return "http://" + options.place().host() + ":" + port.get();
    }

    /** The options that it was made with. */
    public SandboxOptions options() {
        return options;
    }

    /** The replayed videos, in order; the demo runs the first eight. */
    public List<SandboxVideo> videos() {
        List<LiveVideo> live = board.world().live();
        return IntStream.range(0, live.size())
                .mapToObj(number -> video(live.get(number), number))
                .toList();
    }

    private static SandboxVideo video(LiveVideo video, int number) {
        return new SandboxVideo(
                video.metadata().id(),
                video.metadata().title(),
                video.metadata().channelId(),
                AdAccount.CUSTOMER,
                Long.toString(AdAccount.FIRST_CAMPAIGN + number));
    }

    /** Everything placed through it so far. */
    public List<Ledger.TimedEntry> ledger() {
        return board.world().ledger().after(0);
    }

    /** Makes the ads of a campaign show other videos than its own, or none. */
    public void show(String adsCampaignId, List<String> videoIds) {
        AdAccount ads = board.world().ads();
        ads.show(ads.campaign(Long.parseLong(adsCampaignId)).orElseThrow(), videoIds);
    }

    /** The key file of the service account that Google Ads knows; made when it is first asked for. */
    public String serviceAccount() {
        return board.serviceAccounts().file();
    }

    /** Somebody else sets a campaign's daily budget. */
    public void changeBudget(String adsCampaignId, long micros, String clientType, String userEmail) {
        AdAccount ads = board.world().ads();
        long budget = ads.campaign(Long.parseLong(adsCampaignId)).orElseThrow().budgetId();
        ads.setBudget(ads.budget(budget).orElseThrow(), micros, board.world().nowMillis(), clientType, userEmail);
    }

    /** The Google Ads operations that were used. */
    public OperationsMeter adsOperations() {
        return board.operations();
    }

    /** Stops listening and ends open connections; does nothing if it does not listen. */
    public Future<Void> close() {
        String id = deployment;
        deployment = "";
        return id.isEmpty() ? Future.succeededFuture() : vertx.undeploy(id);
    }
}

package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.CallerContext;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deploys and undeploys the campaign verticles of this node, a bounded number at a time, and brings them what comes to
 * the mailbox that they share: a consumer of the bus for each would take more memory than a campaign's state.
 *
 * <p>All is done on a context of no verticle: a verticle that deploys gets children, and undeploying it would undeploy
 * all of them at once. Any thread may call; who calls on a context is answered on it.
 */
public final class CampaignDeployments implements CampaignStoreListener {
    private static final int IN_FLIGHT = 128;
    /** Messages of one campaign. */
    private static final int MESSAGES_IN_FLIGHT = 256;
    /** One for all: a hundred thousand of them, and of the configuration that there is none of, are 15 MB. */
    private static final DeploymentOptions SHARED = new DeploymentOptions().setConfig(new NoConfiguration());

    /** The empty configuration, of which Vert.x makes a copy for every verticle. */
    private static final class NoConfiguration extends JsonObject {
        NoConfiguration() {
            super(Map.of());
        }

        @Override
        public JsonObject copy() {
            return this;
        }
    }

    private final Vertx vertx;
    private final Context context;
    /** Those that are being deployed, too: what their start asks for may be answered before it has ended. */
    private final Map<String, CampaignVerticle> byCampaign = new ConcurrentHashMap<>();

    private final Map<String, Future<Void>> leaving = new ConcurrentHashMap<>();
    private final ConcurrencyLimiter window = new ConcurrencyLimiter(IN_FLIGHT, Integer.MAX_VALUE);
    private final AtomicInteger deployed = new AtomicInteger();
    /** Open while there is a campaign. */
    private @Nullable Mailbox mailbox;

    /** Call it outside of every verticle. */
    public CampaignDeployments(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /** How many campaigns are deployed here. */
    public int count() {
        return deployed.get();
    }

    Set<String> campaigns() {
        return byCampaign.keySet();
    }

    /** So many of the campaigns that run here, or all. */
    List<Campaign> some(int count) {
        return byCampaign.values().stream()
                .filter(verticle -> verticle.deployed)
                .limit(count)
                .map(deployed -> deployed.view().campaign())
                .toList();
    }

    /** A campaign as it is now, if it runs here; the same object again while it stays so. */
    public Optional<CampaignView> view(String campaignId) {
        return deployed(campaignId).map(CampaignVerticle::view);
    }

    private Optional<CampaignVerticle> deployed(String campaignId) {
        return Optional.ofNullable(byCampaign.get(campaignId)).filter(verticle -> verticle.deployed);
    }

    Future<Void> deploy(String campaignId, CampaignVerticle verticle) {
        return CallerContext.answered(inLine(() -> {
            byCampaign.put(campaignId, verticle);
            openMailbox();
            return vertx.deployVerticle(verticle, SHARED)
                    .onSuccess(id -> {
                        verticle.deployed = true;
                        deployed.incrementAndGet();
                    })
                    .onFailure(broken -> forget(campaignId, verticle))
                    .mapEmpty();
        }));
    }

    /** Does nothing if it is not deployed; whoever asks again while it goes hears when it is gone. */
    public Future<Void> undeploy(String campaignId) {
        return deployed(campaignId)
                .map(verticle ->
                        CallerContext.answered(leaving.computeIfAbsent(campaignId, id -> remove(id, verticle))))
                .orElseGet(Future::succeededFuture);
    }

    /** The lease of this epoch is over: undeploys the campaign unless it runs here under a newer one. */
    @Override
    public void leaseOver(Campaign old) {
        view(old.id())
                .filter(running -> running.campaign().epoch() <= old.epoch())
                .ifPresent(running -> undeploy(old.id()));
    }

    @Override
    public void display(String campaignId, @Nullable String trouble) {
        if (byCampaign.containsKey(campaignId)) {
            new LocalBus(vertx.eventBus()).sendTo(Addresses.CAMPAIGNS, campaignId, new DisplayChanged(trouble));
        }
    }

    private Future<Void> remove(String campaignId, CampaignVerticle verticle) {
        return inLine(() -> vertx.undeploy(verticle.deploymentID()).onComplete(gone -> {
            forget(campaignId, verticle);
            leaving.remove(campaignId);
        }));
    }

    private void forget(String campaignId, CampaignVerticle verticle) {
        if (byCampaign.remove(campaignId, verticle) && verticle.deployed) {
            deployed.decrementAndGet();
        }
        context.runOnContext(then -> closeMailbox());
    }

    /** On this context, as a mailbox is of the context that it was opened on. */
    private void openMailbox() {
        if (mailbox == null) {
            mailbox = Mailbox.openShared(vertx.eventBus(), Addresses.CAMPAIGNS, MESSAGES_IN_FLIGHT, byCampaign::get);
        }
    }

    private void closeMailbox() {
        Mailbox open = mailbox;
        if (open != null && byCampaign.isEmpty()) {
            mailbox = null;
            open.close();
        }
    }

    /** Undeploys all of them; their campaigns stay as they are in the store. */
    public Future<Void> undeployAll() {
        return Future.join(campaigns().stream().map(this::undeploy).toList()).mapEmpty();
    }

    private Future<Void> inLine(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> window.run(() -> here(work.get())).onComplete(done));
        return done.future();
    }

    /** The window belongs to this context, whoever ends the work. */
    private Future<Void> here(Future<Void> work) {
        Promise<Void> ended = Promise.promise();
        work.onComplete(outcome -> context.runOnContext(then -> ended.handle(outcome)));
        return ended.future();
    }
}

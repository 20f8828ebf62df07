package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox.CallerContext;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deploys and undeploys the campaign verticles of this node. Deploys and undeploys a bounded number at a time.
 *
 * <p>All is done on a context of no verticle: a verticle that deploys gets children, and undeploying it would undeploy
 * all of them at once. Any thread may call; who calls on a context is answered on it.
 */
public final class CampaignDeployments implements CampaignStoreListener {
    private static final int IN_FLIGHT = 128;
    /** One for all: a hundred thousand of them are 6 MB. */
    private static final DeploymentOptions SHARED = new DeploymentOptions();

    private record Deployment(String deploymentId, CampaignVerticle verticle) {}

    private final Vertx vertx;
    private final Context context;
    private final Map<String, Deployment> byCampaign = new ConcurrentHashMap<>();
    private final Map<String, Future<Void>> leaving = new ConcurrentHashMap<>();
    private final ConcurrencyLimiter window = new ConcurrencyLimiter(IN_FLIGHT, Integer.MAX_VALUE);

    /** Call it outside of every verticle. */
    public CampaignDeployments(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /** How many campaigns are deployed here. */
    public int count() {
        return byCampaign.size();
    }

    Set<String> campaigns() {
        return byCampaign.keySet();
    }

    /** So many of the campaigns that run here, or all. */
    List<Campaign> some(int count) {
        return byCampaign.values().stream()
                .limit(count)
                .map(deployed -> deployed.verticle().view().campaign())
                .toList();
    }

    /** A campaign as it is now, if it runs here; the same object again while it stays so. */
    public Optional<CampaignView> view(String campaignId) {
        return Optional.ofNullable(byCampaign.get(campaignId))
                .map(deployed -> deployed.verticle().view());
    }

    Future<Void> deploy(String campaignId, CampaignVerticle verticle) {
        return CallerContext.answered(inLine(() -> vertx.deployVerticle(verticle, SHARED)
                .onSuccess(id -> byCampaign.put(campaignId, new Deployment(id, verticle)))
                .mapEmpty()));
    }

    /** Does nothing if it is not deployed; whoever asks again while it goes hears when it is gone. */
    public Future<Void> undeploy(String campaignId) {
        Deployment deployed = byCampaign.get(campaignId);
        return deployed == null
                ? Future.succeededFuture()
                : CallerContext.answered(
                        leaving.computeIfAbsent(campaignId, id -> remove(id, deployed.deploymentId())));
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
            new LocalBus(vertx.eventBus()).send(Addresses.campaign(campaignId), new DisplayChanged(trouble));
        }
    }

    private Future<Void> remove(String campaignId, String deploymentId) {
        return inLine(() -> vertx.undeploy(deploymentId).onComplete(gone -> {
            byCampaign.remove(campaignId);
            leaving.remove(campaignId);
        }));
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

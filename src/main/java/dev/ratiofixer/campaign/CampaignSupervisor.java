package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Refusal;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.Timers.Timer;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the campaigns of this node and answers for them: checks a start, stores it, deploys its verticle,
 * and undeploys it at its end. While it runs it claims what no living node holds, so a restart goes on where it ended.
 */
public final class CampaignSupervisor extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignSupervisor.class);
    private static final int IN_FLIGHT = 4_096;
    private static final int CLAIM = 1_000;
    private static final Duration CLAIM_EVERY = Duration.ofSeconds(5);

    private final String node;
    private final CampaignServices services;
    private final CampaignDeployments deployments;
    private final Timers realTime;
    private CampaignRules rules;
    private @Nullable Mailbox mailbox;
    private @Nullable StartCheck startCheck;
    private @Nullable Timer nextClaim;
    private @Nullable String claimTrouble;
    private boolean stopping;

    /**
     * Makes the supervisor of a node.
     *
     * @param node the node's name in leases
     * @param realTime timers of real time: leases do not follow a scaled clock
     */
    public CampaignSupervisor(
            String node,
            CampaignRules rules,
            CampaignServices services,
            CampaignDeployments deployments,
            Timers realTime) {
        this.node = node;
        this.rules = rules;
        this.services = services;
        this.deployments = deployments;
        this.realTime = realTime;
    }

    @Override
    public Future<?> start() {
        startCheck = new StartCheck(vertx.eventBus());
        mailbox = Mailbox.open(vertx.eventBus(), Addresses.SUPERVISOR, IN_FLIGHT, this::receive);
        return claimAll().onComplete(claimed -> claimLater());
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        if (nextClaim != null) {
            nextClaim.cancel();
        }
        return mailbox == null ? Future.succeededFuture() : mailbox.close();
    }

    private Future<? extends BusMessage> receive(BusMessage message) {
        return switch (message) {
            case StartCampaign start -> start(start);
            case StopCampaign stop -> stop(stop);
            case GetStatus ask -> find(ask.campaignId());
            case CampaignEnded ended -> deployments.undeploy(ended.campaignId()).mapEmpty();
            case RulesAnnounced news -> announce(news);
            default -> Refusal.of(Refusal.UNKNOWN_MESSAGE, "no message of a supervisor");
        };
    }

    private Future<StartOutcome> start(StartCampaign start) {
        Instant now = services.clock().instant();
        return checks().check(start, rules, now).compose(checked -> switch (checked) {
            case StartCheck.Checked.Missing(var missing) -> Future.succeededFuture(new StartOutcome.Unmet(missing));
            case StartCheck.Checked.Ready(VideoFacts facts) -> insert(start, facts, now);
        });
    }

    private StartCheck checks() {
        if (startCheck == null) {
            throw new IllegalStateException("not started");
        }
        return startCheck;
    }

    private Future<StartOutcome> insert(StartCampaign start, VideoFacts facts, Instant now) {
        Campaign campaign = new Campaign(UUID.randomUUID().toString(), 0, facts, start.terms(), now);
        Progress fresh = Progress.fresh(OrderTotals.NONE, noSpend(start.terms()));
        CampaignSnapshot snapshot = Snapshots.of(new CampaignState.Running(fresh), rules);
        return services.store()
                .insert(campaign, snapshot, node, start.idempotencyKey())
                .compose(inserted -> switch (inserted) {
                    case Inserted.Existing(CampaignView view, boolean sameKey) ->
                        Future.succeededFuture(
                                sameKey
                                        ? new StartOutcome.Started(view)
                                        : new StartOutcome.AlreadyRunning(
                                                view.campaign().id()));
                    case Inserted.Fresh(Campaign leased) ->
                        deploy(new CampaignView(leased, snapshot)).map(deployed -> started(leased, snapshot));
                });
    }

    private static @Nullable Spend noSpend(CampaignTerms terms) {
        if (terms.limits() == null) {
            return null;
        }
        var nothing = dev.ratiofixer.money.Money.zero(terms.limits().maxSpend().currency());
        return new Spend(nothing, nothing, terms.limits().maxSpend());
    }

    private StartOutcome started(Campaign campaign, CampaignSnapshot snapshot) {
        CampaignView view = deployments.view(campaign.id()).orElse(new CampaignView(campaign, snapshot));
        vertx.eventBus().publish(Addresses.CAMPAIGN_EVENTS, new CampaignChanged("started", view));
        return new StartOutcome.Started(view);
    }

    /** A campaign that this node ran under an older lease leaves first. */
    private Future<Void> deploy(CampaignView view) {
        Campaign campaign = view.campaign();
        CampaignState state = Snapshots.restore(view.snapshot());
        return deployments
                .undeploy(campaign.id())
                .compose(gone ->
                        deployments.deploy(campaign.id(), new CampaignVerticle(campaign, state, rules, services)))
                .recover(broken -> notDeployed(view, broken));
    }

    private Future<Void> notDeployed(CampaignView view, Throwable broken) {
        LOG.error("campaign={} cannot be deployed", view.campaign().id(), broken);
        return services.store()
                .save(
                        view.campaign(),
                        Snapshots.failed(
                                view.snapshot(), broken, services.clock().instant()))
                .compose(saved ->
                        Refusal.of(Refusal.FAILED, "the campaign could not be deployed: " + broken.getMessage()));
    }

    private Future<StatusOutcome> stop(StopCampaign stop) {
        if (deployments.view(stop.campaignId()).isEmpty()) {
            return find(stop.campaignId()).compose(found -> endedOrElsewhere(found));
        }
        return vertx.eventBus()
                .<StatusOutcome>request(Addresses.campaign(stop.campaignId()), stop)
                .compose(reply -> deployments.undeploy(stop.campaignId()).map(gone -> reply.body()));
    }

    private static Future<StatusOutcome> endedOrElsewhere(StatusOutcome found) {
        return found instanceof CampaignView view && view.snapshot().status().isLive()
                ? Refusal.of(
                        Refusal.UNAVAILABLE, "the campaign is being taken over by this node: try again in a moment")
                : Future.succeededFuture(found);
    }

    private Future<StatusOutcome> find(String campaignId) {
        Optional<CampaignView> here = deployments.view(campaignId);
        if (here.isPresent()) {
            return Future.succeededFuture(here.get());
        }
        return services.store()
                .find(campaignId)
                .map(found -> found.<StatusOutcome>map(view -> view).orElseGet(() -> new NoSuchCampaign(campaignId)));
    }

    private Future<BusMessage> announce(RulesAnnounced news) {
        rules = news.rules();
        deployments.campaigns().forEach(id -> vertx.eventBus().send(Addresses.campaign(id), news));
        return Future.succeededFuture();
    }

    private Future<Void> claimAll() {
        return services.store().claim(node, CLAIM).compose(this::run);
    }

    private Future<Void> run(List<CampaignView> claimed) {
        if (claimed.isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.info("node={} claimed={} campaigns", node, claimed.size());
        return Future.join(claimed.stream().map(this::deploy).toList())
                .compose(deployed -> claimed.size() < CLAIM || stopping ? Future.succeededFuture() : claimAll());
    }

    private void claimLater() {
        if (!stopping) {
            nextClaim = realTime.after(
                    CLAIM_EVERY,
                    () -> claimAll().onComplete(claimed -> {
                        tell(claimed.failed() ? String.valueOf(claimed.cause().getMessage()) : null);
                        claimLater();
                    }));
        }
    }

    /** Once, however long the database is away. */
    private void tell(@Nullable String trouble) {
        if (trouble != null && claimTrouble == null) {
            LOG.warn("node={} cannot claim, trying every {}: {}", node, CLAIM_EVERY, trouble);
        }
        claimTrouble = trouble;
    }
}

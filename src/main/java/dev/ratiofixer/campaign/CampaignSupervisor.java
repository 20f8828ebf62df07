package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.SupervisorRequest.CampaignEnded;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.EditCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.ClaimCampaigns;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.RelayedEvents;
import dev.ratiofixer.campaign.SupervisorRequest.RulesAnnounced;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the campaigns of this node and answers for every campaign: for its own at once, for another node's
 * by asking that node. While it runs it claims what no living node holds, so a restart goes on where it ended.
 */
public final class CampaignSupervisor extends VerticleBase {
    private static final int IN_FLIGHT = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String node;
    private final CampaignDependencies services;
    private final CampaignNodes nodes;
    private final CampaignDeployments deployments;
    private final CampaignLauncher launcher;
    private final Timers realTime;
    private CampaignRules rules;
    private @Nullable SupervisorParts parts;
    private @Nullable Mailbox nodeMailbox;

    /** What start makes. */
    private record SupervisorParts(
            LocalBus bus,
            StartCheck startCheck,
            CampaignRouter router,
            ClusterEventBridge relay,
            CampaignRebalancer claims,
            Mailbox mailbox) {}

    /**
     * Makes the supervisor of a node.
     *
     * @param node the node's name in leases
     * @param realTime timers of real time: leases do not follow a scaled clock
     */
    public CampaignSupervisor(
            String node,
            CampaignRules rules,
            CampaignDependencies services,
            CampaignNodes nodes,
            CampaignDeployments deployments,
            Timers realTime) {
        this.node = node;
        this.rules = rules;
        this.services = services;
        this.nodes = nodes;
        this.deployments = deployments;
        this.launcher = new CampaignLauncher(services, deployments, () -> this.rules);
        this.realTime = realTime;
    }

    @Override
    public Future<?> start() {
        ClusterEventBridge relay = new ClusterEventBridge(vertx.eventBus(), node, realTime);
        CampaignRebalancer claims =
                new CampaignRebalancer(node, vertx, services, nodes, deployments, launcher, realTime, relay::peers);
        parts = new SupervisorParts(
                new LocalBus(vertx.eventBus()),
                new StartCheck(vertx.eventBus()),
                new CampaignRouter(new ClusterBus(vertx.eventBus()), node, nodes, PATIENCE),
                relay,
                claims,
                Mailbox.open(
                        vertx.eventBus(),
                        Addresses.SUPERVISOR,
                        IN_FLIGHT,
                        Inbox.answers(SupervisorRequest.class, this::answer)));
        // Last: other nodes ask as soon as it is known to one of them, which is before this side hears of it.
        return Mailbox.openToCluster(
                        vertx.eventBus(),
                        Addresses.node(node),
                        IN_FLIGHT,
                        Inbox.answers(NodeRequest.class, this::answerNode))
                .compose(opened -> {
                    nodeMailbox = opened;
                    if (vertx.isClustered()) {
                        relay.start();
                    }
                    return claims.start();
                });
    }

    @Override
    public Future<?> stop() {
        SupervisorParts running = parts;
        if (running == null) {
            return Future.succeededFuture();
        }
        running.claims().stop();
        running.relay().stop();
        Future<Void> shut = nodeMailbox == null ? Future.succeededFuture() : nodeMailbox.close();
        return Future.join(running.mailbox().close(), shut);
    }

    private SupervisorParts parts() {
        if (parts == null) {
            throw new IllegalStateException("not started");
        }
        return parts;
    }

    private BusReply answer(SupervisorRequest<?> request) {
        return switch (request) {
            case StartCampaign start -> BusReply.to(start, start(start));
            case CheckStart ask ->
                BusReply.to(
                        ask,
                        parts().startCheck().list(ask, rules, services.clock().instant()));
            case StopCampaign stop -> BusReply.to(stop, stop(stop));
            case SteerCampaign ask -> BusReply.to(ask, steer(ask));
            case GetStatus ask -> BusReply.to(ask, find(ask));
            case CampaignEnded ended -> BusReply.done(ended, deployments.undeploy(ended.campaignId()));
            case ClaimCampaigns claim -> {
                parts().claims().soon();
                yield BusReply.to(claim, Done.DONE);
            }
            case RulesAnnounced news -> {
                announce(news);
                yield BusReply.to(news, Done.DONE);
            }
        };
    }

    private BusReply answerNode(NodeRequest<?> request) {
        return switch (request) {
            case GetStatus ask ->
                deployments
                        .view(ask.campaignId())
                        .map(view -> BusReply.to(ask, view))
                        .orElseGet(() -> elsewhere(ask));
            case StopCampaign stop ->
                deployments.view(stop.campaignId()).isPresent() ? BusReply.to(stop, stopHere(stop)) : elsewhere(stop);
            case SteerCampaign ask ->
                deployments.view(ask.campaignId()).isPresent() ? BusReply.to(ask, steerHere(ask)) : elsewhere(ask);
            case ClaimCampaigns claim -> {
                parts().claims().soon();
                yield BusReply.to(claim, Done.DONE);
            }
            case RelayedEvents news -> {
                parts().relay().receive(news);
                yield BusReply.to(news, Done.DONE);
            }
        };
    }

    private static BusReply elsewhere(NodeRequest<?> request) {
        return BusReply.refused(
                request, ReplyFailureCode.ELSEWHERE, "this server does not run it: try again in a moment");
    }

    private Future<StartOutcome> start(StartCampaign start) {
        Instant now = services.clock().instant();
        return parts().startCheck().check(start, rules, now).compose(checked -> switch (checked) {
            case StartCheck.Checked.MissingPrerequisites(var missing) ->
                Future.succeededFuture(new StartOutcome.Unmet(missing));
            case StartCheck.Checked.Ready(VideoFacts facts) -> {
                Instant at = start.startAt();
                Instant begins = at != null && at.isAfter(now) ? at : now;
                Campaign campaign = new Campaign(UUID.randomUUID().toString(), 0, facts, start.terms(), begins);
                yield parts().startCheck()
                        .claim(campaign)
                        .compose(taken -> taken.isEmpty()
                                ? insert(start, campaign, now).onComplete(done -> letGo(campaign, done))
                                : Future.succeededFuture(new StartOutcome.Unmet(taken)));
            }
        });
    }

    /** What was claimed for a start that came to nothing; of a failed one nobody knows whether it is stored. */
    private void letGo(Campaign campaign, AsyncResult<StartOutcome> done) {
        boolean started = done.result() instanceof StartOutcome.Started fresh
                && fresh.view().campaign().id().equals(campaign.id());
        if (done.succeeded() && !started) {
            parts().startCheck().release(campaign);
        }
    }

    private Future<StartOutcome> insert(StartCampaign start, Campaign campaign, Instant now) {
        boolean scheduled = campaign.startedAt().isAfter(now);
        CampaignProgress fresh = CampaignProgress.fresh(OrderTotals.NONE, noSpend(start.terms()));
        CampaignSnapshot snapshot = SnapshotMapper.of(
                scheduled ? new CampaignState.Scheduled(fresh) : new CampaignState.Running(fresh), rules);
        launcher.expect(campaign.id());
        return services.store()
                .insert(campaign, snapshot, node, start.idempotencyKey())
                .compose(inserted -> switch (inserted) {
                    case Inserted.Existing(CampaignView view, boolean sameKey) ->
                        Future.succeededFuture(
                                sameKey
                                        ? new StartOutcome.Started(view)
                                        : new StartOutcome.AlreadyRunning(
                                                view.campaign().id()));
                    case Inserted.Fresh(Campaign leased, String notShown) -> {
                        CampaignSnapshot told = SnapshotMapper.displayed(snapshot, notShown, now);
                        yield launcher.launch(new CampaignView(leased, told)).map(deployed -> started(leased, told));
                    }
                })
                .onComplete(done -> launcher.notExpected(campaign.id()));
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
        String what = snapshot.status() == CampaignStatus.SCHEDULED ? "scheduled" : "started";
        parts().bus().publish(Addresses.CAMPAIGN_EVENTS, new CampaignChanged(what, view));
        return new StartOutcome.Started(view);
    }

    private Future<StatusOutcome> stop(StopCampaign stop) {
        if (deployments.view(stop.campaignId()).isPresent()) {
            return stopHere(stop);
        }
        return askElsewhere(stop.campaignId(), stop)
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(() -> stopOfNobody(stop)));
    }

    private Future<StatusOutcome> stopHere(StopCampaign stop) {
        return parts().bus()
                .requestOf(Addresses.CAMPAIGNS, stop.campaignId(), stop)
                .compose(outcome -> deployments.undeploy(stop.campaignId()).map(gone -> outcome));
    }

    /** It has ended, or its node is gone: then this one may be able to take it now. */
    private Future<StatusOutcome> stopOfNobody(StopCampaign stop) {
        return stored(stop.campaignId()).compose(found -> {
            if (!(found instanceof CampaignView view)
                    || !view.snapshot().status().isLive()) {
                return Future.succeededFuture(found);
            }
            return parts().claims()
                    .now()
                    .compose(claimed -> deployments.view(stop.campaignId()).isPresent()
                            ? stopHere(stop)
                            : ReplyFailureCode.of(
                                    ReplyFailureCode.UNAVAILABLE,
                                    "the campaign is being taken over by another server: try again in a moment"));
        });
    }

    private Future<StatusOutcome> steer(SteerCampaign ask) {
        if (deployments.view(ask.campaignId()).isPresent()) {
            return steerHere(ask);
        }
        return askElsewhere(ask.campaignId(), ask)
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(() -> steerOfNobody(ask)));
    }

    private Future<StatusOutcome> steerHere(SteerCampaign ask) {
        Optional<CampaignView> view = deployments.view(ask.campaignId());
        return ask instanceof EditCampaign edit && view.isPresent() && edit.movesAds()
                ? edit(edit, view.get().campaign())
                : parts().bus().requestOf(Addresses.CAMPAIGNS, ask.campaignId(), ask);
    }

    /** Another ads campaign is claimed before, and the one that is not used any more is given back after. */
    private Future<StatusOutcome> edit(EditCampaign edit, Campaign now) {
        return parts().startCheck()
                .claim(now.with(edit.after()))
                .compose(taken -> taken.isEmpty()
                        ? parts().bus()
                                .requestOf(Addresses.CAMPAIGNS, edit.campaignId(), edit)
                                .onComplete(done -> parts().startCheck()
                                        .keepOnly(now, done.succeeded() ? edit.after() : now.terms()))
                        : ReplyFailureCode.of(
                                ReplyFailureCode.NOT_NOW, taken.getFirst().detail()));
    }

    /** As for a stop: its node is gone, and this one may be able to take it now; or it has ended. */
    private Future<StatusOutcome> steerOfNobody(SteerCampaign ask) {
        return stored(ask.campaignId()).compose(found -> {
            if (!(found instanceof CampaignView view)) {
                return Future.succeededFuture(found);
            }
            if (!view.snapshot().status().isLive()) {
                return steerEnded(ask, view);
            }
            return parts().claims()
                    .now()
                    .compose(claimed -> deployments.view(ask.campaignId()).isPresent()
                            ? steerHere(ask)
                            : ReplyFailureCode.of(
                                    ReplyFailureCode.UNAVAILABLE,
                                    "the campaign is being taken over by another server: try again in a moment"));
        });
    }

    /** One that has ended keeps its place in lists and reports: its name and its labels can be mended. */
    private Future<StatusOutcome> steerEnded(SteerCampaign ask, CampaignView view) {
        if (!(ask instanceof EditCampaign edit)
                || edit.startAt() != null
                || !edit.before().differsInWordsOnly(edit.after())) {
            return ReplyFailureCode.of(ReplyFailureCode.NOT_NOW, "the campaign has ended");
        }
        if (!view.campaign().terms().equals(edit.before())) {
            return ReplyFailureCode.of(ReplyFailureCode.STALE, "the campaign was edited meanwhile: read it again");
        }
        Campaign edited = view.campaign().with(edit.after());
        return services.store()
                .edit(edited, services.clock().instant())
                .compose(refused -> refused.isPresent()
                        ? ReplyFailureCode.of(ReplyFailureCode.NOT_NOW, refused.get())
                        : Future.succeededFuture(new CampaignView(edited, view.snapshot())));
    }

    private Future<StatusOutcome> find(GetStatus ask) {
        Optional<CampaignView> here = deployments.view(ask.campaignId());
        if (here.isPresent()) {
            return Future.succeededFuture(here.get());
        }
        return askElsewhere(ask.campaignId(), ask)
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(() -> stored(ask.campaignId())));
    }

    private Future<Optional<StatusOutcome>> askElsewhere(String campaignId, NodeRequest<StatusOutcome> question) {
        return vertx.isClustered()
                ? parts().router().ask(campaignId, question)
                : Future.succeededFuture(Optional.empty());
    }

    private Future<StatusOutcome> stored(String campaignId) {
        return services.store()
                .find(campaignId)
                .map(found -> found.<StatusOutcome>map(view -> view).orElseGet(() -> new NoSuchCampaign(campaignId)));
    }

    private void announce(RulesAnnounced news) {
        rules = news.rules();
        LocalBus bus = parts().bus();
        deployments.campaigns().forEach(id -> bus.sendTo(Addresses.CAMPAIGNS, id, news));
    }
}

package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeOrders;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Balances campaigns over the nodes every few seconds: claims what no living node holds, up to a fair share, takes what
 * another node hands over, and hands over what is too much here. Confined to the supervisor's context.
 */
final class CampaignRebalancer {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRebalancer.class);
    /** Each claim passes over what was claimed before it, so that few large ones cost least. */
    private static final int CLAIM = 5_000;

    private static final Duration EVERY = Duration.ofSeconds(2);
    /** When a row that was free was locked by somebody else's write. */
    private static final Duration SOON = Duration.ofMillis(500);
    /** Others have room for what is free; if they leave it, this node takes it. */
    private static final int PATIENT_ROUNDS = 2;

    private final String node;
    private final Vertx vertx;
    private final CampaignDependencies services;
    private final CampaignNodes nodes;
    private final CampaignDeployments deployments;
    private final CampaignLauncher launcher;
    private final CampaignHandoff handOver;
    private final RepeatingTask rounds;
    private final OutageLog claims;
    private final Consumer<ClusterLoad> looked;
    private Set<String> missing = Set.of();
    private @Nullable Future<Void> round;
    private int roundsWithFree;
    private boolean leftSome;
    private boolean queued;
    private boolean stopping;

    /** @param looked hears how campaigns are spread, each time it was looked at */
    CampaignRebalancer(
            String node,
            Vertx vertx,
            CampaignDependencies services,
            CampaignNodes nodes,
            CampaignDeployments deployments,
            CampaignLauncher launcher,
            Timers realTime,
            Consumer<ClusterLoad> looked) {
        this.node = node;
        this.vertx = vertx;
        this.services = services;
        this.nodes = nodes;
        this.deployments = deployments;
        this.launcher = launcher;
        this.handOver = new CampaignHandoff(new ClusterBus(vertx.eventBus()), services.store(), nodes, deployments);
        this.rounds = new RepeatingTask(realTime, () -> leftSome ? SOON : EVERY, this::again);
        this.claims = new OutageLog(
                away -> LOG.warn("node={} cannot claim, trying every {}: {}", node, EVERY, away.getMessage()),
                () -> LOG.info("node={} can claim again", node));
        this.looked = looked;
    }

    /** The first round, and from then on one every few seconds. */
    Future<Void> start() {
        return now().onComplete(done -> rounds.later());
    }

    /** A round at once, or the one under way. */
    Future<Void> now() {
        Future<Void> underWay = round;
        if (underWay != null && !underWay.isComplete()) {
            return underWay;
        }
        Future<Void> begun = stopping ? Future.succeededFuture() : lookAndAct();
        round = begun;
        return begun;
    }

    /** A round that begins after this: the one under way may have looked before there was anything to claim. */
    void soon() {
        Future<Void> underWay = round;
        if (underWay == null || underWay.isComplete()) {
            again();
        } else if (!queued) {
            queued = true;
            underWay.onComplete(done -> {
                queued = false;
                again();
            });
        }
    }

    void stop() {
        stopping = true;
        rounds.stop();
    }

    private Future<Void> again() {
        return claims.of(now());
    }

    private Future<Void> lookAndAct() {
        leftSome = false;
        return handOver.finish().compose(finished -> nodes.load()).compose(load -> {
            looked.accept(load);
            return claim(load).compose(claimed -> findMissing(load)).compose(found -> even(load));
        });
    }

    private Future<Void> claim(ClusterLoad load) {
        long free = load.free();
        roundsWithFree = free > 0 ? roundsWithFree + 1 : 0;
        long mine = load.of(node).campaigns() - load.of(node).present();
        long room = load.share() - deployments.count();
        long wanted = roundsWithFree > PATIENT_ROUNDS ? free : Math.min(free, Math.max(0, room));
        return wanted + mine <= 0 ? Future.succeededFuture() : claim(wanted + mine);
    }

    /** Many in two lines beside each other: the database uses a processor for each, and this node another. */
    private Future<Void> claim(long wanted) {
        long half = wanted > CLAIM ? wanted / 2 : 0;
        Future<Void> one = claimLine(wanted - half);
        return half == 0 ? one : Future.join(one, claimLine(half)).mapEmpty();
    }

    private Future<Void> claimLine(long wanted) {
        return claimed(wanted).compose(first -> run(wanted, first));
    }

    private Future<List<CampaignView>> claimed(long wanted) {
        return services.store().claim(node, limit(wanted));
    }

    private static int limit(long wanted) {
        return (int) Math.min(CLAIM, wanted);
    }

    /** Claims the next ones while these are brought to life. */
    private Future<Void> run(long wanted, List<CampaignView> claimed) {
        boolean fewer = claimed.size() < limit(wanted);
        leftSome |= fewer;
        long rest = wanted - claimed.size();
        Future<Void> running = run(claimed);
        if (fewer || rest <= 0 || stopping) {
            return running;
        }
        Future<List<CampaignView>> next = claimed(rest);
        return Future.join(running, next).compose(both -> run(rest, next.result()));
    }

    private Future<Void> run(List<CampaignView> claimed) {
        if (claimed.isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.info("node={} claimed={} campaigns", node, claimed.size());
        return Future.join(claimed.stream().map(launcher::launch).toList())
                // One that cannot be deployed is told and stored as failed; it must not keep the rest from going on.
                .otherwiseEmpty()
                .onComplete(running -> new LocalBus(vertx.eventBus()).send(Addresses.SMM, new ResumeOrders()))
                .mapEmpty();
    }

    /**
     * The answer to a claim or an insert can be lost when the connection breaks: then it is leased here and runs
     * nowhere.
     */
    private Future<Void> findMissing(ClusterLoad load) {
        if (load.of(node).present() <= deployments.count()) {
            missing = Set.of();
            return Future.succeededFuture();
        }
        return nodes.heldBy(node).compose(held -> {
            Set<String> nowhere = new HashSet<>(held);
            nowhere.removeIf(id -> launcher.isHere(id) || handOver.isLeaving(id));
            Set<String> twice = new HashSet<>(nowhere);
            twice.retainAll(missing);
            missing = nowhere;
            return twice.isEmpty()
                    ? Future.succeededFuture()
                    : nodes.claimAgain(node, twice).compose(this::run);
        });
    }

    private Future<Void> even(ClusterLoad load) {
        return stopping || !vertx.isClustered()
                ? Future.succeededFuture()
                : load.move(node, deployments.count(), CampaignHandoff.WINDOW)
                        .map(handOver::begin)
                        .orElse(Future.succeededFuture());
    }
}

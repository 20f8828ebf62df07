package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts stored campaigns on this node. */
final class CampaignLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignLauncher.class);

    private final CampaignDependencies services;
    private final CampaignDeployments deployments;
    private final Supplier<CampaignRules> rules;
    private final Set<String> arriving = ConcurrentHashMap.newKeySet();

    CampaignLauncher(CampaignDependencies services, CampaignDeployments deployments, Supplier<CampaignRules> rules) {
        this.services = services;
        this.deployments = deployments;
        this.rules = rules;
    }

    /** A campaign is about to be stored and launched here; {@link #launch} or {@link #notExpected} ends that. */
    void expect(String campaignId) {
        arriving.add(campaignId);
    }

    void notExpected(String campaignId) {
        arriving.remove(campaignId);
    }

    /** Whether it runs here, or is just being brought to life. */
    boolean isHere(String campaignId) {
        return arriving.contains(campaignId) || deployments.campaigns().contains(campaignId);
    }

    /** Deploys it; if this node ran it under an older lease, that one leaves first. */
    Future<Void> launch(CampaignView view) {
        Campaign campaign = view.campaign();
        arriving.add(campaign.id());
        CampaignState state = SnapshotMapper.restore(view.snapshot());
        return deployments
                .undeploy(campaign.id())
                .compose(gone ->
                        deployments.deploy(campaign.id(), new CampaignVerticle(campaign, state, rules.get(), services)))
                .recover(broken -> notLaunched(view, broken))
                .onComplete(done -> arriving.remove(campaign.id()));
    }

    /** Messages that wait while a campaign is written. On the campaign's context. */
    static final class MessageQueue {
        private record QueuedMessage(CampaignMessage message, Promise<Void> done) {}

        private final Queue<QueuedMessage> waiting = new ArrayDeque<>();

        /** Ends as the message does once it is applied. */
        Future<Void> add(CampaignMessage message) {
            Promise<Void> done = Promise.promise();
            waiting.add(new QueuedMessage(message, done));
            return done.future();
        }

        void applyAll(Function<CampaignMessage, Future<Void>> apply) {
            waiting.forEach(next -> apply.apply(next.message()).onComplete(next.done()));
        }
    }

    private Future<Void> notLaunched(CampaignView view, Throwable broken) {
        LOG.error("campaign={} cannot be deployed", view.campaign().id(), broken);
        return services.store()
                .save(
                        view.campaign(),
                        SnapshotMapper.failed(
                                view.snapshot(), broken, services.clock().instant()))
                .compose(
                        saved -> ReplyFailureCode.of(
                                ReplyFailureCode.FAILED,
                                "the campaign could not be started here: try again, and tell whoever runs Ratio Fixer if it stays so"));
    }
}

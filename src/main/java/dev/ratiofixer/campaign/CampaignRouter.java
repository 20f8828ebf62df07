package dev.ratiofixer.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the node that runs a campaign. Who that is stands in the database and is remembered until that node refuses or
 * does not answer. Confined to the supervisor's context.
 */
final class CampaignRouter {
    private static final int REMEMBERED = 10_000;

    private final ClusterBus bus;
    private final String self;
    private final CampaignNodes nodes;
    private final Duration patience;
    private final Cache<String, String> owners = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** @param patience how long the other node has for its answer */
    CampaignRouter(ClusterBus bus, String self, CampaignNodes nodes, Duration patience) {
        this.bus = bus;
        this.self = self;
        this.nodes = nodes;
        this.patience = patience;
    }

    /** The answer of the node that runs it; empty if no other living node does, or it does not answer. */
    Future<Optional<StatusOutcome>> ask(String campaignId, NodeRequest<StatusOutcome> question) {
        @Nullable String remembered = owners.getIfPresent(campaignId);
        return remembered == null ? lookUpAndAsk(campaignId, question) : ask(remembered, campaignId, question, true);
    }

    private Future<Optional<StatusOutcome>> lookUpAndAsk(String campaignId, NodeRequest<StatusOutcome> question) {
        return nodes.ownerOf(campaignId)
                .compose(owner -> owner.filter(node -> !node.equals(self))
                        .map(node -> ask(node, campaignId, question, false))
                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    private Future<Optional<StatusOutcome>> ask(
            String node, String campaignId, NodeRequest<StatusOutcome> question, boolean remembered) {
        owners.put(campaignId, node);
        return bus.request(node, question, patience).map(Optional::of).recover(failure -> {
            if (!(failure instanceof ReplyException refused) || !isElsewhere(refused)) {
                return Future.failedFuture(failure);
            }
            owners.invalidate(campaignId);
            return remembered
                    ? lookUpAndAsk(campaignId, question)
                    : Future.succeededFuture(Optional.<StatusOutcome>empty());
        });
    }

    private static boolean isElsewhere(ReplyException refused) {
        return refused.failureType() != ReplyFailure.RECIPIENT_FAILURE
                || refused.failureCode() == ReplyFailureCode.ELSEWHERE;
    }
}

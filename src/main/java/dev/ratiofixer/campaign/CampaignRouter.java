package dev.ratiofixer.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.ReplyFailureCode;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
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

    private final EventBus bus;
    private final String self;
    private final CampaignNodes nodes;
    private final DeliveryOptions options;
    private final Cache<String, String> owners = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** @param patience how long the other node has for its answer */
    CampaignRouter(EventBus bus, String self, CampaignNodes nodes, Duration patience) {
        this.bus = bus;
        this.self = self;
        this.nodes = nodes;
        this.options = new DeliveryOptions().setSendTimeout(patience.toMillis());
    }

    /** The answer of the node that runs it; empty if no other living node does, or it does not answer. */
    Future<Optional<StatusOutcome>> ask(String campaignId, BusMessage question) {
        @Nullable String remembered = owners.getIfPresent(campaignId);
        return remembered == null ? lookUpAndAsk(campaignId, question) : ask(remembered, campaignId, question, true);
    }

    private Future<Optional<StatusOutcome>> lookUpAndAsk(String campaignId, BusMessage question) {
        return nodes.ownerOf(campaignId)
                .compose(owner -> owner.filter(node -> !node.equals(self))
                        .map(node -> ask(node, campaignId, question, false))
                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    private Future<Optional<StatusOutcome>> ask(
            String node, String campaignId, BusMessage question, boolean remembered) {
        owners.put(campaignId, node);
        return bus.<StatusOutcome>request(Addresses.node(node), question, options)
                .map(reply -> Optional.of(reply.body()))
                .recover(failure -> {
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

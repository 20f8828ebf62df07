package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops many campaigns, each by itself. */
final class StopManyOperation implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(StopManyOperation.class);
    private static final int WINDOW = 64;

    private final EngineClient engine;
    private final ClientScope scope;

    StopManyOperation(EngineClient engine, ClientScope scope) {
        this.scope = scope;
        this.engine = engine;
    }

    record StoppedMany(int stopped, int refused, List<StoppedItem> items) {}

    /** Either a status or a problem. */
    record StoppedItem(
            String campaignId,
            @Nullable CampaignStatus ratioFixerStatus,
            @Nullable ProblemBody problem) {}

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        List<String> ids = call.body().getJsonArray("campaign_ids").stream()
                .map(Object::toString)
                .distinct()
                .toList();
        ConcurrencyLimiter window = new ConcurrencyLimiter(WINDOW, ids.size());
        Future<List<StoppedItem>> stopped = scope.each(
                call.caller(),
                ids,
                ClientDirectory::ofCampaigns,
                StopManyOperation::unknown,
                id -> window.run(() -> one(id, call.caller().name())));
        return stopped.map(items -> {
            int refused =
                    (int) items.stream().filter(item -> item.problem() != null).count();
            return OperationResult.ok(new StoppedMany(items.size() - refused, refused, items));
        });
    }

    private static StoppedItem unknown(String id) {
        return new StoppedItem(
                id, null, ProblemBody.of(ApiProblem.of(ProblemType.NOT_FOUND, "there is no campaign " + id), null));
    }

    private Future<StoppedItem> one(String id, String actor) {
        return engine.stop(new StopCampaign(id, actor))
                .compose(CampaignOperations::found)
                .map(CampaignView::snapshot)
                .map(snapshot -> new StoppedItem(id, snapshot.status(), null))
                .otherwise(failure -> new StoppedItem(id, null, ProblemBody.of(problem(id, failure), null)));
    }

    private static ApiProblem problem(String id, Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        LOG.error("operation=stopCampaigns campaign={} failed", id, failure);
        return ApiProblem.of(
                ProblemType.INTERNAL,
                "something went wrong here: try again, and tell whoever runs Ratio Fixer if it stays so");
    }
}

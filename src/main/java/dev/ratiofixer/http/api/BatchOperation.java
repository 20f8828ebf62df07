package dev.ratiofixer.http.api;

import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code POST start/batch}: each campaign as if it were started alone, a bounded number at a time. */
final class BatchOperation implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(BatchOperation.class);
    /** So many starts are under way at once: the supervisor's mailbox and the database hold many times that. */
    private static final int WINDOW = 256;

    private final Operation start;
    private final Contract contract;

    BatchOperation(Operation start, Contract contract) {
        this.start = start;
        this.contract = contract;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        JsonArray campaigns = call.body().getJsonArray("campaigns");
        ConcurrencyLimiter window = new ConcurrencyLimiter(WINDOW, campaigns.size());
        List<Future<CampaignBodies.BatchItem>> items = new ArrayList<>();
        for (int i = 0; i < campaigns.size(); i++) {
            int index = i;
            items.add(window.run(() -> one(call, campaigns.getJsonObject(index), index)));
        }
        return Future.join(items)
                .map(all -> summary(items.stream().map(Future::result).toList()));
    }

    private Future<CampaignBodies.BatchItem> one(ApiCall call, JsonObject body, int index) {
        String key = call.idempotencyKey() == null ? null : call.idempotencyKey() + "#" + index;
        return alone(call.with(body, key))
                .map(answer -> (CampaignBodies.Started) answer.body())
                .map(started -> new CampaignBodies.BatchItem(
                        index, 201, started.campaignId(), started.ratioFixerStatus(), null))
                .otherwise(failure -> refused(index, failure));
    }

    private Future<OperationResult> alone(ApiCall call) {
        try {
            contract.checkBody("startCampaign", call.body());
            return start.answer(call);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static CampaignBodies.BatchItem refused(int index, Throwable failure) {
        ApiProblem problem;
        if (failure instanceof ProblemException known) {
            problem = known.problem();
        } else {
            LOG.error("operation=startCampaigns index={} failed", index, failure);
            problem = ApiProblem.of(
                    ProblemType.INTERNAL,
                    "something went wrong here: try again, and tell whoever runs Ratio Fixer if it stays so");
        }
        return new CampaignBodies.BatchItem(
                index, problem.type().status(), problem.campaignId(), null, ProblemBody.of(problem, null));
    }

    private static OperationResult summary(List<CampaignBodies.BatchItem> all) {
        int started = (int) all.stream().filter(item -> item.problem() == null).count();
        return OperationResult.ok(new CampaignBodies.BatchOutcome(started, all.size() - started, all));
    }
}

package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.http.api.Operations.AuditedOperation.ManyDone;
import dev.ratiofixer.http.api.StartTable.StartLine;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code POST start/batch}: each campaign as if it were started alone, a bounded number at a time; or, with
 * {@code dry_run}, says what each start would answer.
 */
final class BatchOperation implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(BatchOperation.class);
    /** So many starts are under way at once: the supervisor's mailbox and the database hold many times that. */
    private static final int WINDOW = 256;

    private final StartOperation start;
    private final Contract contract;

    BatchOperation(StartOperation start, Contract contract) {
        this.start = start;
        this.contract = contract;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        boolean dry = call.query().get("dry_run") instanceof Boolean wanted && wanted;
        List<StartLine> lines = lines(call.body());
        Map<String, Integer> videos = new HashMap<>();
        ConcurrencyLimiter window = new ConcurrencyLimiter(WINDOW, lines.size());
        List<Future<CampaignBodies.BatchItem>> items = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int index = i;
            StartLine line = repeated(lines.get(i), i, videos);
            items.add(window.run(() -> one(call, line, index, dry)));
        }
        return Future.join(items)
                .map(all -> summary(items.stream().map(Future::result).toList(), dry));
    }

    private static List<StartLine> lines(JsonObject body) {
        JsonArray campaigns = given(body, "campaigns");
        JsonArray csv = given(body, "csv");
        if (campaigns.isEmpty() == csv.isEmpty()) {
            throw ApiProblem.ofFields(
                            ProblemType.INVALID_REQUEST,
                            List.of(FieldError.inBody(
                                    "campaigns", "give either campaigns or csv, with one campaign or more")))
                    .toException();
        }
        if (!csv.isEmpty()) {
            return StartTable.read(csv.stream().map(Object::toString).toList());
        }
        return campaigns.stream()
                .map(item -> new StartLine(null, (JsonObject) item, List.of()))
                .toList();
    }

    /** Generated clients send an empty list for what nobody gave. */
    private static JsonArray given(JsonObject body, String field) {
        JsonArray list = body.getJsonArray(field);
        return list == null ? new JsonArray() : list;
    }

    /**
     * The same video twice in one batch: the first would start, the second be refused for a reason of its own making.
     */
    private static StartLine repeated(StartLine line, int index, Map<String, Integer> videos) {
        String field = line.body().getValue("video_url") == null ? "video_id" : "video_url";
        Optional<VideoId> video =
                line.body().getValue(field) instanceof String text ? VideoId.parse(text) : Optional.empty();
        Integer first = video.map(id -> videos.putIfAbsent(id.value(), index)).orElse(null);
        return first == null
                ? line
                : line.with(FieldError.inBody(field, "stands in this batch before, at item " + (first + 1)));
    }

    private Future<CampaignBodies.BatchItem> one(ApiCall call, StartLine line, int index, boolean dry) {
        String key = call.idempotencyKey() == null ? null : call.idempotencyKey() + "#" + index;
        ApiCall alone = call.with(line.body(), key);
        Future<CampaignBodies.BatchItem> answer = dry ? wouldStart(alone, line, index) : started(alone, line, index);
        return answer.otherwise(failure -> refused(index, line, failure));
    }

    private Future<CampaignBodies.BatchItem> wouldStart(ApiCall call, StartLine line, int index) {
        return shaped(line)
                .compose(sound -> start.check(call))
                .transform(checked -> all(line, checked.cause()))
                .map(ready -> item(index, line, 201, null, null, null));
    }

    private Future<CampaignBodies.BatchItem> started(ApiCall call, StartLine line, int index) {
        return shaped(line)
                .compose(sound -> line.faults().isEmpty()
                        ? start.answer(call)
                        : all(line, null).mapEmpty())
                .map(answer -> (CampaignBodies.Started) answer.body())
                .map(made -> item(index, line, 201, made.campaignId(), made.ratioFixerStatus(), null));
    }

    private Future<Void> shaped(StartLine line) {
        try {
            contract.checkBody("startCampaign", line.body());
            return Future.succeededFuture();
        } catch (ProblemException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** What was wrong with the line itself, before what the check found. */
    private static Future<Void> all(StartLine line, @Nullable Throwable found) {
        if (found == null && line.faults().isEmpty()) {
            return Future.succeededFuture();
        }
        if (found != null && !(found instanceof ProblemException)) {
            return Future.failedFuture(found);
        }
        if (line.faults().isEmpty()) {
            return Future.failedFuture(found);
        }
        List<FieldError> faults = new ArrayList<>(line.faults());
        if (found instanceof ProblemException more) {
            faults.addAll(more.problem().errors());
        }
        return Future.failedFuture(
                ApiProblem.ofFields(ProblemType.INVALID_REQUEST, faults).toException());
    }

    private static CampaignBodies.BatchItem item(
            int index,
            StartLine line,
            int status,
            @Nullable String campaignId,
            @Nullable CampaignStatus state,
            @Nullable ProblemBody problem) {
        return new CampaignBodies.BatchItem(index, line.line(), status, campaignId, state, problem);
    }

    private static CampaignBodies.BatchItem refused(int index, StartLine line, Throwable failure) {
        ApiProblem problem;
        if (failure instanceof ProblemException known) {
            problem = known.problem();
        } else {
            LOG.error("operation=startCampaigns index={} failed", index, failure);
            problem = ApiProblem.of(
                    ProblemType.INTERNAL,
                    "something went wrong here: try again, and tell whoever runs Ratio Fixer if it stays so");
        }
        return item(index, line, problem.type().status(), problem.campaignId(), null, ProblemBody.of(problem, null));
    }

    private static OperationResult summary(List<CampaignBodies.BatchItem> all, boolean dry) {
        int started = (int) all.stream().filter(item -> item.problem() == null).count();
        return OperationResult.ok(new CampaignBodies.BatchOutcome(dry, started, all.size() - started, all));
    }

    /** Stops many campaigns, each by itself. */
    static final class StopManyOperation implements Operation {
        private static final Logger LOG = LoggerFactory.getLogger(StopManyOperation.class);
        private static final int WINDOW = 64;

        private final EngineClient engine;
        private final ClientScope scope;

        StopManyOperation(EngineClient engine, ClientScope scope) {
            this.scope = scope;
            this.engine = engine;
        }

        record StoppedMany(int stopped, int refused, List<StoppedItem> items) implements ManyDone {
            @Override
            public Map<String, String> outcomes() {
                return ManyDone.of(items, StoppedItem::campaignId, StoppedItem::problem);
            }
        }

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
                int refused = (int)
                        items.stream().filter(item -> item.problem() != null).count();
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
}

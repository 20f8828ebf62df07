package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs {@code POST start}. */
final class StartOperation implements Operation {
    private final EngineClient engine;
    private final StartReader reader;

    StartOperation(EngineClient engine, StartReader reader) {
        this.engine = engine;
        this.reader = reader;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        StartCampaign start = reader.read(call.body(), call.caller().name(), scoped(call));
        return engine.start(start).compose(outcome -> answer(outcome, start, call.body()));
    }

    /** Two callers may choose the same key: each has its own. */
    private static @Nullable String scoped(ApiCall call) {
        return call.idempotencyKey() == null ? null : call.caller().keyId() + ":" + call.idempotencyKey();
    }

    private static Future<OperationResult> answer(StartOutcome outcome, StartCampaign start, JsonObject body) {
        return switch (outcome) {
            case StartOutcome.Started started -> started(started.view(), start);
            case StartOutcome.AlreadyRunning running -> Future.failedFuture(alreadyRunning(running, body));
            case StartOutcome.Unmet unmet -> Future.failedFuture(unmet(unmet.missing(), body));
        };
    }

    private static Future<OperationResult> started(CampaignView view, StartCampaign start) {
        if (start.idempotencyKey() != null && !isOf(view, start)) {
            return ProblemException.failed(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "it started campaign " + view.campaign().id() + " with other terms: use a new key");
        }
        String id = view.campaign().id();
        return Future.succeededFuture(OperationResult.created(
                new CampaignBodies.Started(id, view.snapshot().status()), "/api/ratio-fixer/status/" + id));
    }

    private static boolean isOf(CampaignView view, StartCampaign start) {
        return view.campaign().video().id().equals(start.video())
                && view.campaign().terms().equals(start.terms());
    }

    private static ProblemException alreadyRunning(StartOutcome.AlreadyRunning running, JsonObject body) {
        String detail = "campaign " + running.campaignId() + " watches that video: stop it first";
        return new ApiProblem(
                        ProblemType.ALREADY_RUNNING,
                        detail,
                        List.of(FieldError.inBody(StartReader.videoField(body), detail)),
                        running.campaignId())
                .toException();
    }

    private static ProblemException unmet(List<Prerequisite> missing, JsonObject body) {
        List<FieldError> errors = missing.stream()
                .map(unmet -> FieldError.inBody(field(unmet, body), unmet.detail()))
                .toList();
        return ApiProblem.ofFields(ProblemType.PREREQUISITES_MISSING, errors).toException();
    }

    private static String field(Prerequisite unmet, JsonObject body) {
        return unmet.field().equals("video_id") || unmet.field().equals("video_url")
                ? StartReader.videoField(body)
                : unmet.field();
    }
}

package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.http.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Runs an operation and keeps who asked for it and what came of it. The answer does not wait for the log: what an order
 * costs and who allowed it is in the order's own history, which is written before anything happens.
 */
final class AuditedOperation implements Operation {
    private final String operationId;
    private final boolean reads;
    private final Operation operation;
    private final AuditLog log;
    private final OutageLog outage;
    private final InstantSource clock;

    /**
     * @param reads whether it changes nothing; then only programs' calls are kept
     * @param outage says once that calls are not kept, of all operations together
     */
    AuditedOperation(
            String operationId,
            boolean reads,
            Operation operation,
            AuditLog log,
            OutageLog outage,
            InstantSource clock) {
        this.operationId = operationId;
        this.reads = reads;
        this.operation = operation;
        this.log = log;
        this.outage = outage;
        this.clock = clock;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        Future<OperationResult> answer = operation.answer(call);
        return reads && call.via() != Via.MCP ? answer : answer.onComplete(done -> record(call, done));
    }

    private void record(ApiCall call, AsyncResult<OperationResult> done) {
        String subject = call.path().get("id");
        outage.of(log.record(
                new AuditEntry(clock.instant(), call.caller(), call.via(), operationId, subject, outcome(done))));
    }

    private static String outcome(AsyncResult<OperationResult> done) {
        if (done.succeeded()) {
            return "done";
        }
        return done.cause() instanceof ProblemException refused
                ? refused.problem().type().name().toLowerCase(Locale.ROOT)
                : "internal";
    }
}

package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.http.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an operation and keeps who asked for it and what came of it. The answer does not wait for the log: what an order
 * costs and who allowed it is in the order's own history, which is written before anything happens.
 */
final class AuditedOperation implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(AuditedOperation.class);

    private final String operationId;
    private final boolean reads;
    private final Operation operation;
    private final AuditLog log;
    private final InstantSource clock;

    /** @param reads whether it changes nothing; then only programs' calls are kept */
    AuditedOperation(String operationId, boolean reads, Operation operation, AuditLog log, InstantSource clock) {
        this.operationId = operationId;
        this.reads = reads;
        this.operation = operation;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        Future<OperationResult> answer = operation.answer(call);
        return reads && call.via() != Via.MCP ? answer : answer.onComplete(done -> record(call, done));
    }

    private void record(ApiCall call, AsyncResult<OperationResult> done) {
        String subject = call.path().get("id");
        log.record(new AuditEntry(clock.instant(), call.caller(), call.via(), operationId, subject, outcome(done)))
                .onFailure(failure -> LOG.warn(
                        "operation={} actor={} is not in the audit log: {}",
                        operationId,
                        call.caller().name(),
                        failure.getMessage()));
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

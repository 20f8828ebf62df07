package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.http.problem.ProblemException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        outage.of(log.record(new AuditEntry(
                clock.instant(),
                call.caller(),
                call.via(),
                operationId,
                subject(call, done),
                outcome(done),
                AuditWords.detail(call.body()),
                AuditWords.reason(call.body()))));
    }

    /** What the call is about; what it made, where it made something. */
    private static @Nullable String subject(ApiCall call, AsyncResult<OperationResult> done) {
        String named = call.path().get("id");
        if (named != null || !done.succeeded()) {
            return named;
        }
        return done.result().body() instanceof Made made ? made.madeId() : null;
    }

    /** A body that says what an operation made. */
    interface Made {
        String madeId();
    }

    /** Says what a body asked for, for the record: names and counts, and never a value that could be secret. */
    static final class AuditWords {
        private static final List<String> REASONS = List.of("reason", "note");
        /** Fields whose values tell what was asked, and are nobody's secret. */
        private static final Set<String> TELLING =
                Set.of("campaign_name", "decision", "mode", "name", "role", "sink", "spending", "days");

        private static final int LONGEST = 300;

        private AuditWords() {}

        static @Nullable String reason(JsonObject body) {
            return REASONS.stream()
                    .map(body::getValue)
                    .filter(String.class::isInstance)
                    .map(text -> ((String) text).strip())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(null);
        }

        static @Nullable String detail(JsonObject body) {
            String words = body.stream()
                    .filter(field -> !REASONS.contains(field.getKey()))
                    .map(AuditWords::field)
                    .collect(Collectors.joining(", "));
            if (words.isEmpty()) {
                return null;
            }
            return words.codePointCount(0, words.length()) <= LONGEST
                    ? words
                    : words.substring(0, words.offsetByCodePoints(0, LONGEST)) + "…";
        }

        private static String field(Map.Entry<String, @Nullable Object> field) {
            String name = field.getKey().replace('_', ' ');
            return switch (field.getValue()) {
                case JsonArray list -> name + ": " + list.size();
                case String text when TELLING.contains(field.getKey()) -> name + ": " + text;
                case Number number when TELLING.contains(field.getKey()) -> name + ": " + number;
                case null, default -> name;
            };
        }
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

package dev.ratiofixer.http.bridge;

import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.Operation;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a message into the HTTP call that it stands for: same contract, same role, same operation, same answer. */
public final class BridgeDispatcher {
    private static final String CAMPAIGN = "campaign_id";
    private static final String IDEMPOTENCY = "Idempotency-Key";
    private static final String IF_MATCH = "If-Match";

    private final Contract contract;
    private final Map<String, Operation> operations;
    private final Authenticator authenticator;

    /** @param operations by their id in the contract */
    public BridgeDispatcher(Contract contract, Map<String, Operation> operations, Authenticator authenticator) {
        this.contract = contract;
        this.operations = operations;
        this.authenticator = authenticator;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** Fails with a {@link ProblemException}, as the HTTP call would. */
    Future<OperationResult> answer(BridgeAddress address, Caller caller, BridgeMessage message) {
        try {
            contract.role(address.operationId()).ifPresent(role -> authenticator.require(caller, role));
            ApiCall call = call(address, caller, object(message.body()), message);
            return Objects.requireNonNull(operations.get(address.operationId())).answer(call);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Throws unless the caller may listen to this campaign's events, {@code null} for those of all. */
    void checkListener(Caller caller, @Nullable String campaign) {
        contract.role("stream").ifPresent(role -> authenticator.require(caller, role));
        if (campaign != null) {
            contract.checkParameter("stream", "campaign", campaign);
        }
    }

    private ApiCall call(BridgeAddress address, Caller caller, JsonObject body, BridgeMessage message) {
        return switch (address) {
            case START -> {
                contract.checkBody(address.operationId(), body);
                String idempotencyKey = message.header(IDEMPOTENCY);
                if (idempotencyKey != null) {
                    contract.checkParameter(address.operationId(), IDEMPOTENCY, idempotencyKey);
                }
                yield new ApiCall(caller, Map.of(), Map.of(), body, idempotencyKey, Via.BRIDGE);
            }
            case STOP, RESUME, STATUS -> {
                String id = campaignId(address, body);
                for (String field : body.fieldNames()) {
                    if (!field.equals(CAMPAIGN)) {
                        throw invalid(field, "is not a field of this request");
                    }
                }
                yield new ApiCall(caller, Map.of("id", id), Map.of(), new JsonObject(), null, Via.BRIDGE);
            }
            case PAUSE, EDIT -> {
                String id = campaignId(address, body);
                JsonObject rest = body.copy();
                rest.remove(CAMPAIGN);
                contract.checkBody(address.operationId(), rest);
                yield new ApiCall(caller, Map.of("id", id), Map.of(), rest, null, message.header(IF_MATCH), Via.BRIDGE);
            }
        };
    }

    private String campaignId(BridgeAddress address, JsonObject body) {
        if (!(body.getValue(CAMPAIGN) instanceof String id)) {
            throw invalid(CAMPAIGN, "give the id of a campaign, a string");
        }
        contract.checkParameter(address.operationId(), "id", id);
        return id;
    }

    private static JsonObject object(@Nullable Object body) {
        if (body instanceof JsonObject object) {
            return object;
        }
        throw ApiProblem.ofFields(
                        ProblemType.MALFORMED_JSON,
                        List.of(FieldError.inBody("", "a JSON object is needed as the body")))
                .toException();
    }

    private static ProblemException invalid(String field, String detail) {
        return ApiProblem.ofFields(ProblemType.INVALID_REQUEST, List.of(FieldError.inBody(field, detail)))
                .toException();
    }
}

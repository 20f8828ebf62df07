package dev.ratiofixer.http.bridge;

import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.Operation;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client of a bridge. Every message shows its key or the session's token; what it may cost is bounded:
 * messages in flight, faults, and what waits to be read by it. Confined to the HTTP verticle's context.
 */
public final class BridgeSession {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeSession.class);
    private static final int MOST_IN_FLIGHT = 64;
    private static final int MOST_ERRORS = 100;

    private final BridgeDispatcher dispatcher;
    private final LiveStream stream;
    private final BridgeProtocol protocol;
    private final BridgeConnection connection;
    private final SendBuffer buffer;
    private @Nullable Runnable listening;
    private boolean stranger = true;
    private boolean over;
    private int inFlight;
    private int errors;

    BridgeSession(
            BridgeDispatcher dispatcher, LiveStream stream, BridgeProtocol protocol, BridgeConnection connection) {
        this.dispatcher = dispatcher;
        this.stream = stream;
        this.protocol = protocol;
        this.connection = connection;
        this.buffer = new SendBuffer(connection);
    }

    /** Takes what the client sent. */
    void receive(Buffer text) {
        if (over) {
            return;
        }
        if (buffer.isBeyondHope(stranger)) {
            end();
            return;
        }
        Optional<BridgeMessage> frame = BridgeMessage.read(text);
        if (frame.isPresent()) {
            act(frame.get());
        } else {
            sendError("invalid_json");
        }
    }

    private void act(BridgeMessage frame) {
        switch (frame.type()) {
            case "ping" -> protocol.pong().ifPresent(buffer::send);
            case "send" -> send(frame);
            case "register" -> register(frame);
            case "unregister" -> unregister(frame);
            case "publish" -> sendError("access_denied");
            default -> sendError("invalid_type");
        }
    }

    private void send(BridgeMessage frame) {
        Optional<BridgeAddress> address = BridgeAddress.of(frame.address());
        if (address.isEmpty()) {
            refuse(
                    frame,
                    ApiProblem.of(
                            ProblemType.FORBIDDEN,
                            "nobody may send to this address: the documentation of the event bus lists those that are open"),
                    "access_denied");
            return;
        }
        if (inFlight >= MOST_IN_FLIGHT) {
            answer(frame, Future.failedFuture(busy()));
            return;
        }
        inFlight++;
        answerTo(frame, address.get()).onComplete(done -> {
            inFlight--;
            answer(frame, done.succeeded() ? Future.succeededFuture(done.result()) : Future.failedFuture(done.cause()));
        });
    }

    private Future<OperationResult> answerTo(BridgeMessage frame, BridgeAddress address) {
        try {
            Caller caller = admit(frame, address.changes());
            if (frame.problem() != null) {
                return Future.failedFuture(frame.problem().toException());
            }
            return dispatcher.answer(address, caller, frame);
        } catch (ProblemException | AccessException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Caller admit(BridgeMessage frame, boolean changes) {
        Caller caller = dispatcher
                .authenticator()
                .admit(new Authenticator.ShownCredential(
                        Authenticator.key(frame.header("Authorization"), frame.header("X-API-Key")),
                        connection.cookie(),
                        frame.header("X-CSRF-Token"),
                        changes,
                        connection.address()))
                .caller();
        stranger = false;
        return caller;
    }

    private void answer(BridgeMessage frame, Future<OperationResult> answer) {
        String to = frame.replyAddress();
        if (over || to == null) {
            return;
        }
        if (answer.succeeded()) {
            buffer.send(protocol.message(to, JsonBytes.of(answer.result().body())));
        } else {
            fail(to, frame.address(), problem(answer.cause()));
        }
    }

    private void fail(String to, String address, ApiProblem problem) {
        String text = JsonBytes.of(ProblemBody.of(problem, null)).toString();
        buffer.send(protocol.failure(to, address, problem.type().status(), text));
    }

    private static ApiProblem problem(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof AccessException refused) {
            return ApiProblem.of(refused);
        }
        LOG.error("a bridge's message failed", failure);
        return ApiProblem.of(
                ProblemType.INTERNAL,
                "something went wrong here: try again, and tell whoever runs Ratio Fixer if it stays so");
    }

    private static ProblemException busy() {
        return ApiProblem.of(
                        ProblemType.UNAVAILABLE, MOST_IN_FLIGHT + " messages of this connection are in flight: wait")
                .toException();
    }

    private void register(BridgeMessage frame) {
        if (!frame.address().equals(BridgeAddress.EVENTS)) {
            sendError("access_denied");
            return;
        }
        if (listening != null) {
            sendError("address_already_registered");
            return;
        }
        try {
            Caller caller = admit(frame, false);
            String campaign = frame.header("campaign");
            dispatcher.checkListener(caller, campaign);
            listening = stream.read(
                    new BridgeSink(this, protocol, buffer), caller, campaign, frame.header("Last-Event-ID"));
        } catch (ProblemException | AccessException refused) {
            errors++;
            fail(BridgeAddress.EVENTS, BridgeAddress.EVENTS, problem(refused));
        }
    }

    private void unregister(BridgeMessage frame) {
        if (frame.address().equals(BridgeAddress.EVENTS)) {
            stopListening();
        } else {
            sendError("access_denied");
        }
    }

    private void stopListening() {
        Runnable cancel = listening;
        listening = null;
        if (cancel != null) {
            cancel.run();
        }
    }

    private void refuse(BridgeMessage frame, ApiProblem problem, String name) {
        if (frame.replyAddress() == null) {
            sendError(name);
        } else {
            errors++;
            fail(frame.replyAddress(), frame.address(), problem);
        }
    }

    /** Sends an error that no answer can carry; a client with too many of them is closed. */
    void sendError(String name) {
        buffer.send(protocol.error(name));
        errors++;
        if (errors >= MOST_ERRORS) {
            end();
        }
    }

    /** Ends it if nobody has shown a key. */
    void endStranger() {
        if (stranger && !over) {
            end();
        }
    }

    boolean isOver() {
        return over;
    }

    /** The connection is gone. */
    void gone() {
        over = true;
        stopListening();
    }

    void end() {
        gone();
        connection.close();
    }

    /** Turns a message into the HTTP call that it stands for: same contract, same role, same operation, same answer. */
    public static final class BridgeDispatcher {
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
                return Objects.requireNonNull(operations.get(address.operationId()))
                        .answer(call);
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
                    yield new ApiCall(
                            caller, Map.of("id", id), Map.of(), rest, null, message.header(IF_MATCH), Via.BRIDGE);
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
}

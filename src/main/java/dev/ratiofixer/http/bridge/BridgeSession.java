package dev.ratiofixer.http.bridge;

import dev.ratiofixer.access.AccessException;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.api.OperationResult;
import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client of a bridge. Every message shows its key or the session's token; what it may cost is bounded:
 * messages in flight, faults, and what waits to be read by it. Confined to the HTTP verticle's context.
 */
final class BridgeSession {
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
}

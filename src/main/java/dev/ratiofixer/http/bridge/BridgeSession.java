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
 * What one client of a bridge says and hears. Every message shows its key or the session's token; what it may cost is
 * bounded: messages in flight, faults, and what waits to be read by it. Confined to the HTTP verticle's context.
 */
final class BridgeSession {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeSession.class);
    private static final int MOST_IN_FLIGHT = 64;
    private static final int MOST_FAULTS = 100;

    private final BridgeDispatcher desk;
    private final LiveStream stream;
    private final BridgeProtocol dialect;
    private final BridgeConnection line;
    private final SendBuffer outbox;
    private @Nullable Runnable listening;
    private boolean stranger = true;
    private boolean over;
    private int inFlight;
    private int faults;

    BridgeSession(BridgeDispatcher desk, LiveStream stream, BridgeProtocol dialect, BridgeConnection line) {
        this.desk = desk;
        this.stream = stream;
        this.dialect = dialect;
        this.line = line;
        this.outbox = new SendBuffer(line);
    }

    /** Takes what the client sent. */
    void receive(Buffer text) {
        if (over) {
            return;
        }
        if (outbox.isBeyondHope(stranger)) {
            end();
            return;
        }
        Optional<BridgeMessage> frame = BridgeMessage.read(text);
        if (frame.isPresent()) {
            act(frame.get());
        } else {
            fault("invalid_json");
        }
    }

    private void act(BridgeMessage frame) {
        switch (frame.type()) {
            case "ping" -> dialect.pong().ifPresent(outbox::send);
            case "send" -> send(frame);
            case "register" -> register(frame);
            case "unregister" -> unregister(frame);
            case "publish" -> fault("access_denied");
            default -> fault("invalid_type");
        }
    }

    private void send(BridgeMessage frame) {
        Optional<BridgeAddress> address = BridgeAddress.of(frame.address());
        if (address.isEmpty()) {
            refuse(frame, ApiProblem.of(ProblemType.FORBIDDEN, "nobody may send to this address"), "access_denied");
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
            if (frame.fault() != null) {
                return Future.failedFuture(frame.fault().toException());
            }
            return desk.answer(address, caller, frame.body(), frame.header("Idempotency-Key"));
        } catch (ProblemException | AccessException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Caller admit(BridgeMessage frame, boolean changes) {
        Caller caller = desk.door()
                .admit(new Authenticator.Shown(
                        Authenticator.key(frame.header("Authorization"), frame.header("X-API-Key")),
                        line.cookie(),
                        frame.header("X-CSRF-Token"),
                        changes,
                        line.address()))
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
            outbox.send(dialect.message(to, JsonBytes.of(answer.result().body())));
        } else {
            fail(to, frame.address(), problem(answer.cause()));
        }
    }

    private void fail(String to, String address, ApiProblem problem) {
        String text = JsonBytes.of(ProblemBody.of(problem, null)).toString();
        outbox.send(dialect.failure(to, address, problem.type().status(), text));
    }

    private static ApiProblem problem(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof AccessException refused) {
            return ApiProblem.of(refused);
        }
        LOG.error("a bridge's message failed", failure);
        return ApiProblem.of(ProblemType.INTERNAL, "the engine's log says why");
    }

    private static ProblemException busy() {
        return ApiProblem.of(
                        ProblemType.UNAVAILABLE, MOST_IN_FLIGHT + " messages of this connection are in flight: wait")
                .toException();
    }

    private void register(BridgeMessage frame) {
        if (!frame.address().equals(BridgeAddress.EVENTS)) {
            fault("access_denied");
            return;
        }
        if (listening != null) {
            fault("address_already_registered");
            return;
        }
        try {
            Caller caller = admit(frame, false);
            String campaign = frame.header("campaign");
            desk.checkListener(caller, campaign);
            listening =
                    stream.read(new BridgeSink(this, dialect, outbox), caller, campaign, frame.header("Last-Event-ID"));
        } catch (ProblemException | AccessException refused) {
            faults++;
            fail(BridgeAddress.EVENTS, BridgeAddress.EVENTS, problem(refused));
        }
    }

    private void unregister(BridgeMessage frame) {
        if (frame.address().equals(BridgeAddress.EVENTS)) {
            stopListening();
        } else {
            fault("access_denied");
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
            fault(name);
        } else {
            faults++;
            fail(frame.replyAddress(), frame.address(), problem);
        }
    }

    /** Tells a fault that no answer can carry; a client with many of them is broken, or means it. */
    void fault(String name) {
        outbox.send(dialect.error(name));
        faults++;
        if (faults >= MOST_FAULTS) {
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
        line.close();
    }
}

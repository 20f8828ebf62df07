package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/** Answers one call as an injected fault says. */
public final class FaultAnswer {
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>502 Server Error</title></head><body><h1>Error:"
                    + " Server Error</h1><h2>The server encountered a temporary error.</h2></body></html>";
    private static final byte[] NOISE = {'{', '"', 'k', 'i', 'n', 'd', '"', ':', (byte) 0xC3, 0x28, 0, '}', '}', '<'};

    private static final int HUGE = 10 << 20;

    private final Vertx vertx;
    private final InjectedFault fault;
    private final Route route;

    public FaultAnswer(Vertx vertx, InjectedFault fault, Route route) {
        this.vertx = vertx;
        this.fault = fault;
        this.route = route;
    }

    /**
     * Gives the answer, or none.
     *
     * @param call carries the call out and gives its true answer
     */
    public void give(HttpServerRequest request, Supplier<Reply> call) {
        if (fault.after()) {
            Reply lost = call.get();
            spoil(request, () -> lost);
        } else {
            spoil(request, call);
        }
    }

    private void spoil(HttpServerRequest request, Supplier<Reply> call) {
        HttpServerResponse response = request.response();
        switch (fault.kind()) {
            case STATUS, RATE -> send(response, FaultBody.of(fault, route));
            case DELAY -> vertx.setTimer(Math.max(1, fault.delay().toMillis()), late -> send(response, call.get()));
            case HANG -> {}
            case GARBAGE -> send(response, Reply.written(Buffer.buffer(NOISE)));
            case HUGE -> send(response, Reply.written(Buffer.buffer("{\"items\":[" + " ".repeat(HUGE) + "]}")));
            case OMIT -> send(response, withoutFirst(call.get()));
            case HTML -> send(response, Reply.text(fault.status(), "text/html; charset=UTF-8", PAGE));
            case HALF -> half(request, call.get());
            case DROP -> request.connection().close();
        }
    }

    private static Reply withoutFirst(Reply whole) {
        if (whole.status() != 200 || whole.body().getByte(0) != '{') {
            return whole;
        }
        JsonObject body = whole.body().toJsonObject();
        if (body.getValue("items") instanceof JsonArray items && !items.isEmpty()) {
            items.remove(0);
        }
        return new Reply(whole.status(), whole.headers(), body.toBuffer());
    }

    private static void half(HttpServerRequest request, Reply whole) {
        HttpServerResponse response = request.response().setStatusCode(whole.status());
        whole.headers().forEach(response::putHeader);
        int length = whole.body().length();
        response.putHeader("Content-Length", Integer.toString(length));
        response.write(whole.body().getBuffer(0, length / 2))
                .onComplete(written -> request.connection().close());
    }

    /** Sends an answer, unless the caller has gone. */
    public static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(reply.body());
    }
}

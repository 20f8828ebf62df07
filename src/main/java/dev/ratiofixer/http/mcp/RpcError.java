package dev.ratiofixer.http.mcp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a message of the protocol, as JSON-RPC 2.0 (section 5.1) and the protocol's revision 2026-07-28 number it.
 * What a tool refuses is no such error but a result that says so, which the model can read.
 *
 * @param status the HTTP status of the answer
 */
record RpcError(
        int code, String message, int status, @Nullable JsonObject data) {
    private static final int PARSE = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMS = -32_602;
    private static final int INTERNAL = -32_603;
    private static final int HEADER_MISMATCH = -32_020;
    private static final int UNSUPPORTED_VERSION = -32_022;

    static RpcError parse(String detail) {
        return new RpcError(PARSE, detail, 400, null);
    }

    static RpcError invalidRequest(String detail) {
        return new RpcError(INVALID_REQUEST, detail, 400, null);
    }

    /** @param status 404 in the revision that knows no session, 200 before */
    static RpcError unknownMethod(String method, int status) {
        return new RpcError(METHOD_NOT_FOUND, "there is no method " + method, status, null);
    }

    static RpcError invalidParams(String detail, int status) {
        return new RpcError(INVALID_PARAMS, detail, status, null);
    }

    static RpcError internal() {
        return new RpcError(INTERNAL, "the engine failed; its log has the cause", 200, null);
    }

    static RpcError headerMismatch(String detail) {
        return new RpcError(HEADER_MISMATCH, detail, 400, null);
    }

    static RpcError unsupportedVersion(String requested, List<String> supported) {
        return new RpcError(
                UNSUPPORTED_VERSION,
                "revision " + requested + " is not spoken here",
                400,
                new JsonObject().put("supported", new JsonArray(supported)).put("requested", requested));
    }

    JsonObject body(@Nullable Object id) {
        JsonObject error = new JsonObject().put("code", code).put("message", message);
        if (data != null) {
            error.put("data", data);
        }
        return new JsonObject().put("jsonrpc", "2.0").put("id", id).put("error", error);
    }

    RpcException toException() {
        return new RpcException(this);
    }

    /** Carries an {@link RpcError} to whoever answers; without a stack trace, for the error is the caller's. */
    static final class RpcException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RpcError error;

        private RpcException(RpcError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        RpcError error() {
            return error;
        }
    }
}

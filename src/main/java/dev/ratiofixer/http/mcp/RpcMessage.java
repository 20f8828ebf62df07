package dev.ratiofixer.http.mcp;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one message of JSON-RPC 2.0 and the revision of the protocol that it is of. A message whose {@code _meta} names
 * a revision is of the one without sessions (2026-07-28); others are of those before, which begin by
 * {@code initialize}.
 *
 * @param id {@code null} for a notification, which is not answered
 */
record RpcMessage(
        String method, JsonObject params, @Nullable Object id, boolean modern) {
    /** The revision without sessions. */
    static final String MODERN = "2026-07-28";
    /** Revisions that begin by {@code initialize}, newest first. */
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    static final List<String> SUPPORTED = List.of(MODERN, "2025-11-25", "2025-06-18", "2025-03-26");

    private static final String META = "_meta";
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    /** Reads a message. Throws {@link RpcError.RpcException} for what is none, or disagrees with its headers. */
    static RpcMessage of(Object body, MultiMap headers) {
        if (!(body instanceof JsonObject message)) {
            throw RpcError.invalidRequest("send one JSON-RPC message; batches are not taken")
                    .toException();
        }
        Object id = message.getValue("id");
        if (!"2.0".equals(message.getValue("jsonrpc"))
                || !(message.getValue("method") instanceof String method)
                || !(message.getValue("params", new JsonObject()) instanceof JsonObject params)
                || (message.containsKey("id") && !(id instanceof String || id instanceof Number))) {
            throw RpcError.invalidRequest(
                            "a message has jsonrpc \"2.0\", a method, params that are an object, and an id that is a"
                                    + " text or a number")
                    .toException();
        }
        Object version = params.getValue(META) instanceof JsonObject meta ? meta.getValue(META_VERSION) : null;
        if (version == null) {
            checkLegacy(method, headers);
            return new RpcMessage(method, params, id, false);
        }
        checkModern(String.valueOf(version), method, params, headers);
        return new RpcMessage(method, params, id, true);
    }

    boolean isNotification() {
        return id == null;
    }

    /** The status of an answer that is a JSON-RPC error of the caller's. */
    int refusedStatus() {
        return modern ? 400 : 200;
    }

    private static void checkLegacy(String method, MultiMap headers) {
        String header = headers.get(VERSION_HEADER);
        if (header == null || method.equals("initialize") || LEGACY.contains(header)) {
            return;
        }
        throw (header.equals(MODERN)
                        ? RpcError.headerMismatch("the header names revision " + MODERN + ", params._meta does not")
                        : RpcError.unsupportedVersion(header, SUPPORTED))
                .toException();
    }

    private static void checkModern(String version, String method, JsonObject params, MultiMap headers) {
        if (!version.equals(MODERN)) {
            throw RpcError.unsupportedVersion(version, SUPPORTED).toException();
        }
        checkHeader(headers, VERSION_HEADER, version);
        checkHeader(headers, "Mcp-Method", method);
        if (method.equals("tools/call")) {
            checkHeader(headers, "Mcp-Name", String.valueOf(params.getValue("name")));
        }
        if (!(params.getJsonObject(META).getValue(META_CAPABILITIES) instanceof JsonObject)) {
            throw RpcError.invalidParams("params._meta." + META_CAPABILITIES + " is needed", 400)
                    .toException();
        }
    }

    private static void checkHeader(MultiMap headers, String name, String inBody) {
        String header = headers.get(name);
        if (header == null || !decoded(header.strip()).equals(inBody)) {
            throw RpcError.headerMismatch("the header " + name + " must be there and say what the body says")
                    .toException();
        }
    }

    /** What a header holds in base 64, because it does not fit into one as it is. */
    private static String decoded(String header) {
        if (!header.startsWith(BASE64_START) || !header.endsWith(BASE64_END)) {
            return header;
        }
        try {
            String inner = header.substring(BASE64_START.length(), header.length() - BASE64_END.length());
            return new String(Base64.getDecoder().decode(inner), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return header;
        }
    }

    /**
     * Refuses a message of the protocol, as JSON-RPC 2.0 (section 5.1) and the protocol's revision 2026-07-28 number
     * it. What a tool refuses is no such error but a result that says so, which the model can read.
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
}

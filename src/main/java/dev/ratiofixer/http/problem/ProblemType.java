package dev.ratiofixer.http.problem;

/** Lists the kinds of problem that a caller can distinguish. A type's address never changes. */
public enum ProblemType {
    MALFORMED_JSON(400, "malformed-json", "The body is not JSON"),
    INVALID_PARAMETER(400, "invalid-parameter", "A parameter is not right"),
    BAD_REQUEST(400, "bad-request", "The request cannot be understood"),
    UNAUTHENTICATED(401, "unauthenticated", "A key is needed"),
    FORBIDDEN(403, "forbidden", "This key may not do that"),
    CSRF(403, "csrf-token-missing", "The session's X-CSRF-Token is missing or wrong"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This address does not take that method"),
    ALREADY_RUNNING(409, "already-running", "That video has a live campaign"),
    NOT_ALLOWED_NOW(409, "not-allowed-now", "The order's state, a limit or the spending switch does not allow that"),
    NAME_TAKEN(409, "name-taken", "That name is in use"),
    STALE(412, "stale", "That has changed since it was read"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    ADDRESS_TOO_LONG(414, "address-too-long", "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be application/json"),
    INVALID_REQUEST(422, "invalid-request", "The request has fields that are not right"),
    PREREQUISITES_MISSING(422, "prerequisites-missing", "Something that the campaign needs is missing"),
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "That Idempotency-Key belongs to another request"),
    PRECONDITION_REQUIRED(428, "precondition-required", "If-Match is needed"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "This key asks too often"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request's headers are too large"),
    INTERNAL(500, "internal", "The engine failed"),
    UNAVAILABLE(503, "unavailable", "The engine cannot do that now"),
    TIMED_OUT(504, "timed-out", "The engine did not answer in time");

    private final int status;
    private final String name;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** What programs compare. */
    public String address() {
        return "urn:ratio-fixer:problem:" + name;
    }

    public String title() {
        return title;
    }
}

package dev.ratiofixer.access;

/**
 * Refuses a call because of its caller. Its message is one sentence for the caller; it has no stack trace, since the
 * refusal is no failure of the engine.
 */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a call is refused. */
    public enum Reason {
        /** Neither a key nor a session that is known. */
        UNAUTHENTICATED,
        /** The caller's role does not reach. */
        FORBIDDEN,
        /** A session's changing call came without the session's token. */
        CSRF,
        /** The caller, or the address with wrong keys, has used up its rate. */
        TOO_MANY_REQUESTS
    }

    private final Reason reason;

    AccessException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Returns why the call is refused. */
    public Reason reason() {
        return reason;
    }

    /** Returns the sentence for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

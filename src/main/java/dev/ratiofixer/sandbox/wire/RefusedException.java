package dev.ratiofixer.sandbox.wire;

import java.io.Serial;

/** A request that is answered with an error; carries the answer and no stack trace. */
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public RefusedException(Reply reply) {
        super("HTTP " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}

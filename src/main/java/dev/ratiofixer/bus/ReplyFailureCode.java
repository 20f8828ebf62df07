package dev.ratiofixer.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** The codes of a failed reply. What a caller should expect is an outcome type instead, not a failure. */
public final class ReplyFailureCode {
    /** The handler broke; the log has the cause. */
    public static final int FAILED = 500;
    /** Too many messages in flight. */
    public static final int OVERLOADED = 503;
    /** The receiver does not know this type of message. */
    public static final int UNKNOWN_MESSAGE = 400;
    /** Something that the receiver depends on is away (database, upstream); the message says what. */
    public static final int UNAVAILABLE = 502;

    /** This node does not run that campaign (any more). */
    public static final int ELSEWHERE = 421;

    /** The receiver could do it at another time; the message says why not now. */
    public static final int NOT_NOW = 409;

    /** What the caller has seen has changed since. */
    public static final int STALE = 412;

    private ReplyFailureCode() {}

    /** A failed future that becomes a failed reply with this code. */
    public static <T> Future<T> of(int code, String reason) {
        return Future.failedFuture(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, reason));
    }
}

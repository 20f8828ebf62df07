package dev.ratiofixer.store;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.store.Database.DatabaseException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;

/** What a failed statement means for the next try. */
public final class StatementFailures {
    private StatementFailures() {}

    /**
     * Whether the rows themselves are at fault, so that the same statement will fail again. Everything else (no
     * connection, read-only, disk full, killed, timed out, deadlock) is the database's trouble and passes.
     *
     * <p>Source: PostgreSQL's appendix of error codes; class 22 is data, 23 integrity.
     */
    public static boolean isInTheRows(Throwable failure) {
        return failure instanceof PgException refused && (isOfClass(refused, "22") || isOfClass(refused, "23"));
    }

    /**
     * Turns trouble of the database into a refusal that says so, which nobody needs to log: health and the writers do.
     * What is at fault here (a wrong statement, a row that cannot be read) stays what it is.
     */
    public static <T> Future<T> refused(Throwable failure) {
        return isTrouble(failure)
                ? ReplyFailureCode.of(
                        ReplyFailureCode.UNAVAILABLE,
                        "the database does not answer, or takes no writes: try again in a moment; health says more")
                : Future.failedFuture(failure);
    }

    private static boolean isTrouble(Throwable failure) {
        if (failure instanceof PgException refused) {
            return !isOfClass(refused, "22")
                    && !isOfClass(refused, "23")
                    && !isOfClass(refused, "42")
                    && !isOfClass(refused, "0A");
        }
        boolean ofTheClient = failure instanceof VertxException || failure instanceof DatabaseException;
        return ofTheClient || !(failure instanceof RuntimeException || failure instanceof Error);
    }

    private static boolean isOfClass(PgException failure, String code) {
        String state = failure.getSqlState();
        return state != null && state.startsWith(code);
    }
}

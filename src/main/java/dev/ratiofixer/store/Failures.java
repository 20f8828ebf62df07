package dev.ratiofixer.store;

import io.vertx.pgclient.PgException;

/** What a failed statement means for the next try. */
final class Failures {
    private Failures() {}

    /**
     * Whether the rows themselves are at fault, so that the same statement will fail again. Everything else (no
     * connection, read-only, disk full, killed, timed out, deadlock) is the database's trouble and passes.
     *
     * <p>Source: PostgreSQL's appendix of error codes; class 22 is data, 23 integrity.
     */
    static boolean isInTheRows(Throwable failure) {
        return failure instanceof PgException refused && (isOfClass(refused, "22") || isOfClass(refused, "23"));
    }

    private static boolean isOfClass(PgException failure, String code) {
        String state = failure.getSqlState();
        return state != null && state.startsWith(code);
    }
}

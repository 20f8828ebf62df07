package dev.ratiofixer.store;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads all rows of one statement through a cursor, a batch at a time, at the pace of whoever takes them. A cursor sees
 * the tables as they were when it was opened, so the rows add up although campaigns go on. It holds a connection of
 * {@link Database#exports()} meanwhile, and the server ends it when its reader rests for a minute.
 */
public final class RowExport {
    private static final int BATCH = 500;

    private final Database database;

    public RowExport(Database database) {
        this.database = database;
    }

    /** Reads them; done when the last batch was taken. */
    public <T> Future<Void> read(
            String sql, Tuple arguments, Function<Row, T> mapper, Function<List<T>, Future<Void>> taker) {
        return database.exports()
                .getConnection()
                .recover(RowExport::busy)
                .compose(connection -> connection
                        .begin()
                        .compose(transaction -> connection
                                .prepare(sql)
                                .compose(
                                        prepared -> new CursorLoop<>(prepared.cursor(arguments), mapper, taker).begin())
                                .eventually(transaction::rollback))
                        .eventually(connection::close)
                        .recover(StatementFailures::refused));
    }

    private static Future<SqlConnection> busy(Throwable why) {
        return ReplyFailureCode.of(
                ReplyFailureCode.UNAVAILABLE,
                "other lists are being downloaded, or the database does not answer: try again in a minute");
    }

    // A loop and no chain of futures: that would grow with every batch.
    private static final class CursorLoop<T> {
        private final Promise<Void> done = Promise.promise();
        private final Cursor cursor;
        private final Function<Row, T> mapper;
        private final Function<List<T>, Future<Void>> taker;

        CursorLoop(Cursor cursor, Function<Row, T> mapper, Function<List<T>, Future<Void>> taker) {
            this.cursor = cursor;
            this.mapper = mapper;
            this.taker = taker;
        }

        Future<Void> begin() {
            next();
            return done.future();
        }

        private void next() {
            cursor.read(BATCH)
                    .compose(rows -> {
                        List<T> batch = new ArrayList<>(rows.size());
                        rows.forEach(row -> batch.add(mapper.apply(row)));
                        return batch.isEmpty() ? Future.<Void>succeededFuture() : taker.apply(batch);
                    })
                    .onSuccess(taken -> {
                        if (cursor.hasMore()) {
                            next();
                        } else {
                            done.complete();
                        }
                    })
                    .onFailure(done::tryFail);
        }
    }
}

package dev.ratiofixer.store.access;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.SessionStore;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions in {@code ratio_fixer_sessions}. */
public final class PgSessionStore implements SessionStore {
    private static final String INSERT = """
            INSERT INTO ratio_fixer_sessions (hash, key_id, name, role, expires_at, client)
            SELECT $1, $2, $3, $4, $5, $7
            WHERE (SELECT count(*) FROM ratio_fixer_sessions) < $6
            """;

    private static final String FIND = """
            SELECT hash, key_id, name, role, expires_at, client FROM ratio_fixer_sessions WHERE hash = $1 AND expires_at > $2
            """;

    private static final String OPEN = """
            SELECT hash, key_id, name, role, expires_at, client FROM ratio_fixer_sessions WHERE expires_at > $1
            """;

    private static final String DROP_EXPIRED = "DELETE FROM ratio_fixer_sessions WHERE expires_at <= $1";

    private static final String DELETE = "DELETE FROM ratio_fixer_sessions WHERE hash = $1";

    private final Database database;

    public PgSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Boolean> insert(StoredSession session, int most) {
        return database.pool()
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        session.hash(),
                        PlainText.storable(session.caller().keyId()),
                        PlainText.storable(session.caller().name()),
                        EnumText.of(session.caller().role()),
                        Columns.timestamp(session.expiresAt()),
                        most,
                        session.caller().client()))
                .map(done -> done.rowCount() == 1);
    }

    @Override
    public Future<Optional<StoredSession>> find(String hash, Instant now) {
        return database.reads()
                .preparedQuery(FIND)
                .execute(Tuple.of(hash, Columns.timestamp(now)))
                .map(rows -> sessions(rows).stream().findFirst());
    }

    @Override
    public Future<List<StoredSession>> open(Instant now) {
        return database.pool()
                .preparedQuery(DROP_EXPIRED)
                .execute(Tuple.of(Columns.timestamp(now)))
                .compose(dropped -> database.reads().preparedQuery(OPEN).execute(Tuple.of(Columns.timestamp(now))))
                .map(PgSessionStore::sessions);
    }

    @Override
    public Future<Void> delete(String hash) {
        return database.pool().preparedQuery(DELETE).execute(Tuple.of(hash)).mapEmpty();
    }

    private static List<StoredSession> sessions(RowSet<Row> rows) {
        List<StoredSession> sessions = new ArrayList<>(rows.size());
        rows.forEach(row -> sessions.add(new StoredSession(
                row.getString("hash"),
                new Caller(
                        row.getString("key_id"),
                        row.getString("name"),
                        EnumText.to(Role.class, row.getString("role")),
                        row.getString("client")),
                row.getOffsetDateTime("expires_at").toInstant())));
        return sessions;
    }
}

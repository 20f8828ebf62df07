package dev.ratiofixer.store.access;

import dev.ratiofixer.smm.api.AuthorizationLedger;
import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Owners' authorizations in PostgreSQL. */
public final class PgAuthorizationLedger implements AuthorizationLedger {
    private static final String FIND = "SELECT channel_id, checked_at FROM ratio_fixer_authorizations";
    private static final String FORGET_OTHERS =
            "DELETE FROM ratio_fixer_authorizations WHERE NOT channel_id = ANY ($1::text[])";
    private static final String NOTE = """
            INSERT INTO ratio_fixer_authorizations AS a (channel_id, checked_at)
            SELECT id, $2 FROM unnest($1::text[]) AS id
            ON CONFLICT (channel_id) DO UPDATE SET checked_at = greatest(a.checked_at, excluded.checked_at)
            """;

    private final Database database;

    public PgAuthorizationLedger(Database database) {
        this.database = database;
    }

    @Override
    public Future<Map<String, Instant>> find() {
        return database.reads().query(FIND).execute().map(rows -> {
            Map<String, Instant> seen = new HashMap<>();
            for (Row row : rows) {
                seen.put(
                        row.getString("channel_id"),
                        row.getOffsetDateTime("checked_at").toInstant());
            }
            return seen;
        });
    }

    @Override
    public Future<Void> seen(Set<String> channels, Instant now) {
        String[] ids = channels.stream().sorted().toArray(String[]::new);
        return database.pool()
                .withTransaction(connection -> connection
                        .preparedQuery(FORGET_OTHERS)
                        .execute(Tuple.of(ids))
                        .compose(gone ->
                                connection.preparedQuery(NOTE).execute(Tuple.of(ids, now.atOffset(ZoneOffset.UTC)))))
                .mapEmpty();
    }
}

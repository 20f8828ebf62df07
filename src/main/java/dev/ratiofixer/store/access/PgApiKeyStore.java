package dev.ratiofixer.store.access;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyStore;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys in {@code ratio_fixer_api_keys}. */
public final class PgApiKeyStore implements ApiKeyStore {
    private static final String COLUMNS =
            "key_id, name, role, hash, created_at, expires_at, revoked_at, client, last_used_at";

    private static final String ALL =
            "SELECT " + COLUMNS + " FROM ratio_fixer_api_keys ORDER BY created_at, key_id LIMIT 10000";

    private static final String INSERT = """
            INSERT INTO ratio_fixer_api_keys (key_id, name, role, hash, created_at, expires_at, folded_name, client)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT DO NOTHING
            """;

    /** Nodes tell it in any order. */
    private static final String USED = """
            UPDATE ratio_fixer_api_keys k SET last_used_at = u.at
            FROM unnest($1::text[], $2::timestamptz[]) AS u (id, at)
            WHERE k.key_id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
            """;

    private static final String REVOKE =
            "UPDATE ratio_fixer_api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE key_id = $1 RETURNING "
                    + COLUMNS;

    private final Database database;

    public PgApiKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ApiKey>> all() {
        return database.reads().preparedQuery(ALL).execute().map(rows -> {
            List<ApiKey> keys = new ArrayList<>(rows.size());
            rows.forEach(row -> keys.add(key(row)));
            return keys;
        });
    }

    @Override
    public Future<Boolean> insert(ApiKey key) {
        return database.pool()
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        key.id(),
                        key.name(),
                        EnumText.of(key.role()),
                        key.hash(),
                        Columns.timestamp(key.createdAt()),
                        Columns.timestamp(key.expiresAt()),
                        PlainText.folded(key.name()),
                        key.client()))
                .map(done -> done.rowCount() == 1)
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Void> used(Map<String, Instant> lastUses) {
        String[] ids = lastUses.keySet().toArray(String[]::new);
        OffsetDateTime[] times =
                Stream.of(ids).map(id -> Columns.timestamp(lastUses.get(id))).toArray(OffsetDateTime[]::new);
        return database.pool()
                .preparedQuery(USED)
                .execute(Tuple.of(ids, (Object) times))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Optional<ApiKey>> revoke(String id, Instant at) {
        return database.pool()
                .preparedQuery(REVOKE)
                .execute(Tuple.of(id, Columns.timestamp(at)))
                .map(rows -> rows.size() == 0
                        ? Optional.<ApiKey>empty()
                        : Optional.of(key(rows.iterator().next())))
                .recover(StatementFailures::refused);
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.getString("key_id"),
                row.getString("name"),
                EnumText.to(Role.class, row.getString("role")),
                row.getString("hash"),
                row.getOffsetDateTime("created_at").toInstant(),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "revoked_at"),
                row.getString("client"),
                Columns.instant(row, "last_used_at"));
    }
}

package dev.ratiofixer.store.access;

import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Optional;

/** Tokens that must not post any more, in PostgreSQL. */
public final class PgOwnerTokenLedger implements OwnerTokenLedger {
    private static final String FIND = """
            SELECT author_channel_id, expected_channel_id, comment_id, blocked_at
            FROM ratio_fixer_blocked_owner_tokens WHERE token_digest = $1
            """;
    private static final String BLOCK = """
            INSERT INTO ratio_fixer_blocked_owner_tokens
                (token_digest, author_channel_id, expected_channel_id, comment_id, blocked_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (token_digest) DO NOTHING
            """;

    private final Database database;

    public PgOwnerTokenLedger(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Misattribution>> find(String digest) {
        return database.reads().preparedQuery(FIND).execute(Tuple.of(digest)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Misattribution(
                        row.getString("author_channel_id"),
                        row.getString("expected_channel_id"),
                        row.getString("comment_id"),
                        row.getOffsetDateTime("blocked_at").toInstant()));
            }
            return Optional.empty();
        });
    }

    @Override
    public Future<Void> block(String digest, Misattribution why) {
        return database.pool()
                .preparedQuery(BLOCK)
                .execute(Tuple.of(
                        digest,
                        PlainText.storable(why.author()),
                        PlainText.storable(why.expected()),
                        PlainText.storable(why.commentId()),
                        why.at().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }
}

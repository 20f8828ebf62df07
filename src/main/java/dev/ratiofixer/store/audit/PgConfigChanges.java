package dev.ratiofixer.store.audit;

import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/** The record of configuration changes that were applied. */
public final class PgConfigChanges {
    private static final String RECORD_CHANGE =
            "INSERT INTO ratio_fixer_config_changes (changed_at, node, source, changes) VALUES ($1, $2, $3, $4::text::jsonb)";

    private final Database database;

    public PgConfigChanges(Database database) {
        this.database = database;
    }

    /**
     * Records one change.
     *
     * @param source the file, or what else changed it
     * @param changes a JSON document that names what changed, without secrets
     */
    public Future<Void> record(Instant at, String node, String source, String changes) {
        return database.pool()
                .preparedQuery(RECORD_CHANGE)
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), node, source, changes))
                .mapEmpty();
    }
}

package dev.ratiofixer.store.backup;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What a backup holds.
 *
 * @param schemaVersion the last migration of the database that it is of
 * @param createdAt the instant that it shows
 * @param engine the version that made it
 */
public record BackupSummary(String schemaVersion, Instant createdAt, String engine, int tables, long rows) {
    static BackupSummary of(JsonObject header, int tables, long rows) {
        return new BackupSummary(
                header.getString("schema_version"),
                Instant.parse(header.getString("created_at")),
                header.getString("engine"),
                tables,
                rows);
    }

    @Override
    public String toString() {
        return rows + " rows of " + tables + " tables as of " + createdAt + ", schema " + schemaVersion;
    }
}

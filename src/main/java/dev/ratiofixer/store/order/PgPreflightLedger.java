package dev.ratiofixer.store.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Preflights of ads services in PostgreSQL. */
public final class PgPreflightLedger implements PreflightLedger {
    private static final String FIND = """
            SELECT service_id, target, at, items::text AS items FROM ratio_fixer_service_preflights
            WHERE at IS NOT NULL
            """;

    private static final String SAVE = """
            INSERT INTO ratio_fixer_service_preflights AS p (service_id, target, at, items)
            VALUES ($1, $2, $3, $4::text::jsonb)
            ON CONFLICT (service_id) DO UPDATE
            SET target = excluded.target, at = excluded.at, items = excluded.items, claimed_until = NULL
            WHERE p.at IS NULL OR p.at <= excluded.at
            """;

    /** A claim is for real time: longer than the looks at some dozens of campaigns take. */
    private static final String CLAIM_DUE = """
            INSERT INTO ratio_fixer_service_preflights AS p (service_id, target, claimed_until)
            SELECT id, target, now() + interval '5 minutes'
            FROM unnest($1::text[], $2::text[]) AS wanted (id, target) ORDER BY id
            ON CONFLICT (service_id) DO UPDATE SET claimed_until = excluded.claimed_until
            WHERE (p.at IS NULL OR p.at <= $3 OR p.target <> excluded.target)
              AND (p.claimed_until IS NULL OR p.claimed_until < now())
            RETURNING service_id
            """;

    private static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = Json.mapper();

    private final Database database;

    public PgPreflightLedger(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<ServicePreflight>> find() {
        return database.reads().query(FIND).execute().map(rows -> {
            List<ServicePreflight> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(read(row)));
            return List.copyOf(found);
        });
    }

    @Override
    public Future<Void> save(ServicePreflight result) {
        return database.pool()
                .preparedQuery(SAVE)
                .execute(Tuple.of(
                        result.serviceId(),
                        result.target(),
                        result.at().atOffset(ZoneOffset.UTC),
                        write(result.items())))
                .mapEmpty();
    }

    @Override
    public Future<Set<String>> claimDue(Map<String, String> targets, Instant now, Duration every) {
        if (targets.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        List<String> ids = List.copyOf(targets.keySet());
        return database.pool()
                .preparedQuery(CLAIM_DUE)
                .execute(Tuple.of(
                        ids.toArray(new String[0]),
                        ids.stream().map(targets::get).toArray(String[]::new),
                        now.minus(every).atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Set<String> due = new HashSet<>();
                    rows.forEach(row -> due.add(row.getString("service_id")));
                    return Set.copyOf(due);
                });
    }

    private static ServicePreflight read(Row row) {
        try {
            return new ServicePreflight(
                    row.getString("service_id"),
                    row.getString("target"),
                    row.getOffsetDateTime("at").toInstant(),
                    MAPPER.readValue(row.getString("items"), ITEMS));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "a preflight in the database cannot be read: was it written by a newer release?", broken);
        }
    }

    private static String write(List<Item> items) {
        try {
            return Jsonb.storable(MAPPER.writeValueAsString(items));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a preflight cannot be written as JSON", broken);
        }
    }
}

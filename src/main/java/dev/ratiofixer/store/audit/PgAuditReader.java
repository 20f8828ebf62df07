package dev.ratiofixer.store.audit;

import dev.ratiofixer.access.AuditReader;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.Keyset;
import dev.ratiofixer.store.RowExport;
import dev.ratiofixer.store.StatementFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code ratio_fixer_audit} and {@code ratio_fixer_config_changes} as one list. */
public final class PgAuditReader implements AuditReader {
    /**
     * Each arm reads its own index from the newest on; names are looked up for the lines that are shown alone. Who is
     * held to a client ($8) has no change of the configuration, which is about all, and no name of what is another's.
     */
    private static final String LINES = """
            SELECT found.*, coalesce(c.campaign_name, o.summary, k.name) AS subject_name
            FROM (
                (SELECT 'a' || a.id AS line, a.at, a.actor, a.role, a.via, a.action, a.subject, a.detail, a.reason,
                        a.outcome, NULL::text AS changes
                 FROM ratio_fixer_audit a
                 WHERE ($1::text IS NULL OR strpos(lower(a.actor), $1) > 0)
                   AND ($2::text IS NULL OR a.action = $2)
                   AND ($3::text IS NULL OR a.subject = $3)
                   AND ($4::timestamptz IS NULL OR a.at >= $4)
                   AND ($5::timestamptz IS NULL OR a.at < $5)
                   AND ($6::timestamptz IS NULL OR a.at <= $6 AND (a.at < $6 OR 'a' || a.id < $7))
                   AND ($8::text IS NULL OR a.key_id = $9
                        OR EXISTS (SELECT FROM ratio_fixer_campaigns own
                                   WHERE own.campaign_id = a.subject AND own.client = $8)
                        OR EXISTS (SELECT FROM youtube_ratio_fixer_orders ordered
                                   JOIN ratio_fixer_campaigns own USING (campaign_id)
                                   WHERE ordered.order_id = a.subject AND own.client = $8)
                        OR EXISTS (SELECT FROM ratio_fixer_report_links shared
                                   LEFT JOIN ratio_fixer_campaigns own USING (campaign_id)
                                   WHERE shared.link_id = a.subject AND coalesce(shared.client, own.client) = $8))
                 ORDER BY a.at DESC, line DESC LIMIT $10)
                UNION ALL
                (SELECT 'c' || f.id AS line, f.changed_at, f.node, NULL, f.source, 'configurationChanged', NULL, NULL, NULL,
                        'done', (f.changes -> 'keys')::text
                 FROM ratio_fixer_config_changes f
                 WHERE ($1::text IS NULL OR strpos(lower(f.node), $1) > 0)
                   AND ($2::text IS NULL OR $2 = 'configurationChanged')
                   AND $3::text IS NULL AND $8::text IS NULL
                   AND ($4::timestamptz IS NULL OR f.changed_at >= $4)
                   AND ($5::timestamptz IS NULL OR f.changed_at < $5)
                   AND ($6::timestamptz IS NULL OR f.changed_at <= $6 AND (f.changed_at < $6 OR 'c' || f.id < $7))
                 ORDER BY f.changed_at DESC, line DESC LIMIT $10)
                ORDER BY at DESC, line DESC LIMIT $10) AS found
            LEFT JOIN ratio_fixer_campaigns c
                ON c.campaign_id = found.subject AND ($8::text IS NULL OR c.client = $8)
            LEFT JOIN youtube_ratio_fixer_orders o
                ON o.order_id = found.subject
               AND ($8::text IS NULL OR EXISTS (SELECT FROM ratio_fixer_campaigns own
                                                WHERE own.campaign_id = o.campaign_id AND own.client = $8))
            LEFT JOIN ratio_fixer_api_keys k ON k.key_id = found.subject AND $8::text IS NULL
            ORDER BY found.at DESC, found.line DESC
            """;

    private static final Jsonb<ChangedSetting[]> CHANGES = new Jsonb<>(ChangedSetting[].class);

    private final Database database;
    private final RowExport export;

    public PgAuditReader(Database database) {
        this.database = database;
        this.export = new RowExport(database);
    }

    /** A line, and its name among all. */
    private record NamedLine(String name, AuditLine line) {}

    @Override
    public Future<AuditPage> page(AuditFilter filter, @Nullable String after, int limit) {
        return Future.succeededFuture()
                .map(begun -> Keyset.parse(after))
                .compose(from -> database.reads()
                        .preparedQuery(LINES)
                        .execute(arguments(filter, from).addInteger(limit + 1))
                        .recover(StatementFailures::refused))
                .map(rows -> {
                    List<NamedLine> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(new NamedLine(row.getString("line"), line(row))));
                    boolean more = found.size() > limit;
                    List<NamedLine> shown = more ? found.subList(0, limit) : found;
                    return new AuditPage(
                            shown.stream().map(NamedLine::line).toList(), more ? next(shown.getLast()) : null);
                });
    }

    private static String next(NamedLine last) {
        return new Keyset(last.line().at(), last.name()).text();
    }

    @Override
    public Future<Void> all(AuditFilter filter, Function<List<AuditLine>, Future<Void>> taker) {
        Integer noLimit = null;
        return export.read(LINES, arguments(filter, null).addInteger(noLimit), PgAuditReader::line, taker);
    }

    private static Tuple arguments(AuditFilter filter, @Nullable Keyset after) {
        HeldReader held = filter.held();
        return Tuple.tuple()
                .addString(filter.actor() == null ? null : filter.actor().toLowerCase(Locale.ROOT))
                .addString(filter.action())
                .addString(filter.subject())
                .addOffsetDateTime(Columns.timestamp(filter.from()))
                .addOffsetDateTime(Columns.timestamp(filter.to()))
                .addOffsetDateTime(after == null ? null : after.time())
                .addString(after == null ? null : after.id())
                .addString(held == null ? null : held.client())
                .addString(held == null ? null : held.keyId());
    }

    private static AuditLine line(Row row) {
        String role = row.getString("role");
        String changes = row.getString("changes");
        return new AuditLine(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                role == null ? null : EnumText.to(Role.class, role),
                row.getString("via"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("subject_name"),
                row.getString("detail"),
                row.getString("reason"),
                row.getString("outcome"),
                changes == null ? List.of() : List.of(CHANGES.read(changes)));
    }
}

package dev.ratiofixer.store.access;

import dev.ratiofixer.access.ReportLinks.ReportLink;
import dev.ratiofixer.access.ReportLinks.ReportLinkStore;
import dev.ratiofixer.access.ReportLinks.ReportScope;
import dev.ratiofixer.access.ReportLinks.ReportSubject;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfCampaign;
import dev.ratiofixer.access.ReportLinks.ReportSubject.OfClient;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Links in {@code ratio_fixer_report_links}, their key in {@code ratio_fixer_signing_keys}. */
public final class PgReportLinks implements ReportLinkStore {
    private static final String INSERT = """
            INSERT INTO ratio_fixer_report_links (link_id, campaign_id, client, from_at, to_at, made_by, made_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String FIND = """
            SELECT link_id, campaign_id, client, from_at, to_at, made_by, made_at, expires_at, revoked_at
            FROM ratio_fixer_report_links WHERE link_id = $1
            """;

    private static final String OF_CAMPAIGN = """
            SELECT link_id, campaign_id, client, from_at, to_at, made_by, made_at, expires_at, revoked_at
            FROM ratio_fixer_report_links WHERE campaign_id = $1 ORDER BY made_at DESC, link_id LIMIT 200
            """;

    private static final String OF_CLIENT = """
            SELECT link_id, campaign_id, client, from_at, to_at, made_by, made_at, expires_at, revoked_at
            FROM ratio_fixer_report_links WHERE client = $1 ORDER BY made_at DESC, link_id LIMIT 200
            """;

    private static final String REVOKE = """
            UPDATE ratio_fixer_report_links
            SET revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3)
            WHERE link_id = $1
            RETURNING link_id, campaign_id, client, from_at, to_at, made_by, made_at, expires_at, revoked_at
            """;

    private static final String MAKE_KEY = """
            INSERT INTO ratio_fixer_signing_keys (purpose, secret) VALUES ($1, $2) ON CONFLICT (purpose) DO NOTHING
            """;

    private static final String KEY = "SELECT secret FROM ratio_fixer_signing_keys WHERE purpose = $1";

    private final Database database;

    public PgReportLinks(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> insert(ReportLink link) {
        ReportSubject subject = link.scope().of();
        return run(
                        INSERT,
                        Tuple.tuple()
                                .addString(link.id())
                                .addString(subject instanceof OfCampaign(String campaign) ? campaign : null)
                                .addString(subject instanceof OfClient(String client) ? client : null)
                                .addOffsetDateTime(
                                        Columns.timestamp(link.scope().from()))
                                .addOffsetDateTime(
                                        Columns.timestamp(link.scope().to()))
                                .addString(PlainText.storable(link.madeBy()))
                                .addOffsetDateTime(Columns.timestamp(link.madeAt()))
                                .addOffsetDateTime(Columns.timestamp(link.expiresAt())))
                .mapEmpty();
    }

    @Override
    public Future<Optional<ReportLink>> find(String id) {
        return run(FIND, Tuple.of(id)).map(rows -> links(rows).stream().findFirst());
    }

    @Override
    public Future<List<ReportLink>> of(ReportSubject subject) {
        return switch (subject) {
            case OfCampaign(String campaign) ->
                run(OF_CAMPAIGN, Tuple.of(campaign)).map(PgReportLinks::links);
            case OfClient(String client) -> run(OF_CLIENT, Tuple.of(client)).map(PgReportLinks::links);
        };
    }

    @Override
    public Future<Optional<ReportLink>> revoke(String id, Instant at, String by) {
        return run(REVOKE, Tuple.of(id, Columns.timestamp(at), PlainText.storable(by)))
                .map(rows -> links(rows).stream().findFirst());
    }

    @Override
    public Future<String> signingKey(String purpose, String fresh) {
        return run(MAKE_KEY, Tuple.of(purpose, fresh))
                .compose(made -> run(KEY, Tuple.of(purpose)))
                .map(rows -> rows.iterator().next().getString("secret"));
    }

    private Future<RowSet<Row>> run(String sql, Tuple arguments) {
        return database.pool().preparedQuery(sql).execute(arguments).recover(StatementFailures::refused);
    }

    private static List<ReportLink> links(RowSet<Row> rows) {
        List<ReportLink> links = new ArrayList<>();
        rows.forEach(row -> links.add(new ReportLink(
                row.getString("link_id"),
                new ReportScope(subject(row), Columns.instant(row, "from_at"), Columns.instant(row, "to_at")),
                row.getString("made_by"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                Columns.instant(row, "revoked_at"))));
        return links;
    }

    private static ReportSubject subject(Row row) {
        String client = row.getString("client");
        return client == null ? new OfCampaign(row.getString("campaign_id")) : new OfClient(client);
    }
}

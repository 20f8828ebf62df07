package dev.ratiofixer.store.order;

import dev.ratiofixer.smm.api.AdNetworks;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where campaigns' ads were shown, in PostgreSQL: a row for each campaign and network, the newest reading only. */
public final class PgAdNetworks implements AdNetworks {
    private static final String FORGET = """
            DELETE FROM ratio_fixer_ad_networks WHERE campaign_id = $1 AND read_at <= $2
            """;
    private static final String KEEP = """
            INSERT INTO ratio_fixer_ad_networks
                (campaign_id, network, cost_micros, impressions, views, currency, read_from, read_at)
            SELECT $1, network, cost_micros, impressions, views, $6, $7, $8
            FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
                AS given (network, cost_micros, impressions, views)
            ON CONFLICT (campaign_id, network) DO NOTHING
            """;
    private static final String OF = """
            SELECT network, cost_micros, impressions, views, currency, read_from, read_at
            FROM ratio_fixer_ad_networks WHERE campaign_id = $1 ORDER BY views DESC, network
            """;

    private final Pool pool;

    public PgAdNetworks(Database database) {
        this.pool = database.pool();
    }

    @Override
    public Future<Void> keep(String campaignId, NetworkReport report) {
        Tuple figures = new Columns<>(report.networks())
                .text(NetworkFigures::network)
                .number(NetworkFigures::costMicros)
                .number(NetworkFigures::impressions)
                .number(NetworkFigures::views)
                .tuple();
        Tuple values = Tuple.tuple().addString(campaignId);
        for (int i = 0; i < figures.size(); i++) {
            values.addValue(figures.getValue(i));
        }
        values.addString(report.currency())
                .addOffsetDateTime(report.from().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(report.readAt().atOffset(ZoneOffset.UTC));
        return pool.withTransaction(connection -> connection
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(campaignId, report.readAt().atOffset(ZoneOffset.UTC)))
                        .compose(gone -> connection.preparedQuery(KEEP).execute(values)))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Optional<NetworkReport>> of(String campaignId) {
        return pool.preparedQuery(OF)
                .execute(Tuple.of(campaignId))
                .map(PgAdNetworks::report)
                .recover(StatementFailures::refused);
    }

    private static Optional<NetworkReport> report(RowSet<Row> rows) {
        List<NetworkFigures> networks = new ArrayList<>();
        Row last = null;
        for (Row row : rows) {
            last = row;
            networks.add(new NetworkFigures(
                    row.getString("network"),
                    row.getLong("cost_micros"),
                    row.getLong("impressions"),
                    row.getLong("views")));
        }
        return last == null
                ? Optional.empty()
                : Optional.of(new NetworkReport(
                        last.getOffsetDateTime("read_from").toInstant(),
                        last.getOffsetDateTime("read_at").toInstant(),
                        last.getString("currency"),
                        networks));
    }
}

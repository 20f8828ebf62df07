package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignFilter.CampaignSort;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.ListExports;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.RowExport;
import dev.ratiofixer.store.campaign.CampaignFilterSql.CampaignListSql;
import dev.ratiofixer.store.campaign.PgCampaignQueries.PgOrderQueries;
import dev.ratiofixer.store.order.OrderRow.OrderListRow;
import dev.ratiofixer.store.sample.SampleWriter.SampleRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads whole lists by the statements of their pages, without an end to the page: {@code LIMIT NULL} is no limit. */
public final class PgListExports implements ListExports {
    private static final @Nullable Integer ALL = null;
    private static final @Nullable OffsetDateTime FROM_THE_START = null;

    private final RowExport export;

    public PgListExports(Database database) {
        this.export = new RowExport(database);
    }

    @Override
    public Future<Void> campaigns(CampaignFilter filter, Function<List<CampaignView>, Future<Void>> taker) {
        Tuple arguments = CampaignFilterSql.arguments(filter);
        if (filter.sort().equals(CampaignSort.NEWEST)) {
            arguments.addOffsetDateTime(FROM_THE_START).addString(null).addInteger(ALL);
            return export.read(CampaignFilterSql.NEWEST, arguments, CampaignRow::view, taker);
        }
        arguments.addString(null).addString(null).addInteger(ALL);
        return export.read(CampaignFilterSql.by(filter.sort()), arguments, CampaignRow::view, taker);
    }

    @Override
    public Future<Void> samples(
            String campaignId, SampleRange range, Function<List<ExpectedSample>, Future<Void>> taker) {
        Tuple arguments = Tuple.of(campaignId, Columns.timestamp(range.from()), Columns.timestamp(range.to()))
                .addOffsetDateTime(FROM_THE_START)
                .addInteger(ALL);
        return export.read(CampaignListSql.SAMPLES, arguments, SampleRow::expected, taker);
    }

    @Override
    public Future<Void> orders(OrderFilter filter, Function<List<OrderTrail>, Future<Void>> taker) {
        Tuple arguments = PgOrderQueries.chosen(filter)
                .addOffsetDateTime(FROM_THE_START)
                .addString(null)
                .addInteger(ALL);
        return export.read(
                PgOrderQueries.statement(filter), arguments, row -> OrderListRow.trail(row, List.of()), taker);
    }

    @Override
    public Future<Void> decisions(String campaignId, Function<List<KeptDecision>, Future<Void>> taker) {
        Tuple arguments = Tuple.of(campaignId)
                .addOffsetDateTime(FROM_THE_START)
                .addLong(null)
                .addInteger(ALL);
        return export.read(CampaignListSql.DECISIONS, arguments, PgCampaignQueries::decision, taker);
    }
}

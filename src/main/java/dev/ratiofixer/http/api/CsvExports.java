package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditReader;
import dev.ratiofixer.campaign.query.ListExports;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lists that are read as CSV, too: each takes the filter of its operation, and no page of it. */
public final class CsvExports {
    /** Parameters that say how much of a list is shown, which a whole list has not. */
    static final List<String> OF_PAGES = List.of("after", "limit", "points", "sparkline");

    private final Map<String, Export<?>> byOperation;

    CsvExports(ListExports lists, AuditReader audit, CampaignOperations campaigns, EngineClient engine) {
        byOperation = Map.of(
                "listCampaigns",
                new Export<>(CsvTables.CAMPAIGNS, (call, to) -> lists.campaigns(CampaignOperations.filter(call), to)),
                "listSamples",
                new Export<>(
                        CsvTables.SAMPLES,
                        (call, to) -> campaigns
                                .view(call.id())
                                .compose(known -> lists.samples(call.id(), CampaignOperations.range(call), to))),
                "listOrders",
                new Export<>(
                        CsvTables.ORDERS,
                        (call, to) -> campaigns
                                .view(call.id())
                                .compose(known -> lists.orders(CampaignOperations.ordersOf(call), to))),
                "listAllOrders",
                new Export<>(CsvTables.ORDERS, (call, to) -> lists.orders(ApprovalOperations.filter(call), to)),
                "listDecisions",
                new Export<>(
                        CsvTables.DECISIONS,
                        (call, to) -> campaigns.view(call.id()).compose(known -> lists.decisions(call.id(), to))),
                "listAudit",
                new Export<>(CsvTables.AUDIT, (call, to) -> audit.all(AuditOperations.filter(call), to)),
                "listEffectCosts",
                new Export<>(
                        CsvTables.COSTS,
                        (call, to) -> CostOperation.all(call, lists, engine).compose(to)));
    }

    /** The export of an operation's list, empty where there is none. */
    public Optional<Export<?>> of(String operationId) {
        return Optional.ofNullable(byOperation.get(operationId));
    }

    /** Reads the rows that a call asks for. */
    @FunctionalInterface
    interface Rows<T> {
        Future<Void> read(ApiCall call, Function<List<T>, Future<Void>> taker);
    }

    /** One list as a file. */
    public static final class Export<T> {
        private final CsvTable<T> table;
        private final Rows<T> rows;

        Export(CsvTable<T> table, Rows<T> rows) {
            this.table = table;
            this.rows = rows;
        }

        /** What the file's name begins with. */
        public String name() {
            return table.name();
        }

        public Buffer head() {
            return table.head();
        }

        /** Passes the rows on, a batch at a time; the next when that future is done. Throws for a wrong parameter. */
        public Future<Void> write(ApiCall call, Function<Buffer, Future<Void>> out) {
            return rows.read(call, batch -> out.apply(table.rows(batch)));
        }
    }
}

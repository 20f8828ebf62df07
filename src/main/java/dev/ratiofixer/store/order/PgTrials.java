package dev.ratiofixer.store.order;

import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.TrialLog;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Block;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Look;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial.TrialBlock;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trials of budgets in PostgreSQL. Their blocks are written with the order, by a trigger; the looks are written here.
 */
public final class PgTrials implements TrialLog, TrialLog.Reader {
    private static final String KEEP = """
            INSERT INTO ratio_fixer_trial_looks
                (order_id, blocks, at, raised_blocks, multiple_low, multiple_high, gain_low, gain_high)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (order_id, blocks) DO UPDATE
            SET at = excluded.at, raised_blocks = excluded.raised_blocks, multiple_low = excluded.multiple_low,
                multiple_high = excluded.multiple_high, gain_low = excluded.gain_low, gain_high = excluded.gain_high
            """;

    private static final String TRIALS = """
            SELECT o.order_id, o.state::text AS state,
                   (SELECT e.detail FROM ratio_fixer_order_events e WHERE e.order_id = o.order_id
                    ORDER BY e.event_id DESC LIMIT 1) AS detail,
                   (SELECT array_agg(b.raised ORDER BY b.block) FROM ratio_fixer_trial_blocks b
                    WHERE b.order_id = o.order_id) AS draws
            FROM youtube_ratio_fixer_orders o
            WHERE o.campaign_id = $1 AND o.state -> 'terms' -> 'action' ->> 'kind' = 'run_trial'
            ORDER BY o.ordered_at DESC, o.order_id DESC LIMIT 50
            """;

    private static final String LOOKS = """
            SELECT order_id, blocks, at, raised_blocks, multiple_low, multiple_high, gain_low, gain_high
            FROM ratio_fixer_trial_looks WHERE order_id = ANY ($1) ORDER BY order_id, blocks
            """;

    private final SqlClient client;

    public PgTrials(Database database) {
        this.client = database.reads();
    }

    @Override
    public Future<Void> keep(String orderId, Instant at, TrialResult result) {
        return client.preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addString(orderId)
                        .addInteger(result.blocks())
                        .addOffsetDateTime(Columns.timestamp(at))
                        .addInteger(result.raisedBlocks())
                        .addDouble(result.multipleLow())
                        .addDouble(result.multipleHigh())
                        .addDouble(result.gainLow())
                        .addDouble(result.gainHigh()))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<List<TrialRecord>> of(String campaignId) {
        return client.preparedQuery(TRIALS)
                .execute(Tuple.of(campaignId))
                .compose(rows -> looks(rows).map(looks -> records(rows, looks)))
                .recover(StatementFailures::refused);
    }

    private Future<Map<String, List<Look>>> looks(RowSet<Row> trials) {
        List<String> ids = new ArrayList<>();
        trials.forEach(row -> ids.add(row.getString("order_id")));
        return client.preparedQuery(LOOKS)
                .execute(Tuple.tuple().addArrayOfString(ids.toArray(new String[0])))
                .map(rows -> {
                    Map<String, List<Look>> looks = new HashMap<>();
                    for (Row row : rows) {
                        looks.computeIfAbsent(row.getString("order_id"), id -> new ArrayList<>())
                                .add(look(row));
                    }
                    return looks;
                });
    }

    private static Look look(Row row) {
        return new Look(
                row.getOffsetDateTime("at").toInstant(),
                new TrialResult(
                        row.getInteger("blocks"),
                        row.getInteger("raised_blocks"),
                        row.getDouble("multiple_low"),
                        row.getDouble("multiple_high"),
                        row.getDouble("gain_low"),
                        row.getDouble("gain_high")));
    }

    private static List<TrialRecord> records(RowSet<Row> rows, Map<String, List<Look>> looks) {
        List<TrialRecord> records = new ArrayList<>();
        for (Row row : rows) {
            Order order = OrderRow.read(row.getString("state"));
            if (order.terms().action() instanceof RunTrial action) {
                records.add(record(row, order, action, looks.getOrDefault(order.id(), List.of())));
            }
        }
        return List.copyOf(records);
    }

    private static TrialRecord record(Row row, Order order, RunTrial action, List<Look> looks) {
        return new TrialRecord(
                order.id(),
                order.status(),
                action.counter(),
                action.own(),
                action.step(),
                action.seed(),
                order.terms().cost(),
                order instanceof Completed done ? done.settlement().spent() : null,
                order.terms().orderedAt(),
                ended(order),
                row.getString("detail"),
                blocks(row.getArrayOfBooleans("draws"), action, placed(order)),
                looks);
    }

    /** What the coin showed as it was written down before, with the days since the trial was placed. */
    private static List<Block> blocks(Boolean[] draws, RunTrial action, @Nullable Instant placed) {
        List<TrialBlock> days =
                placed == null ? List.of() : BudgetTrial.of(action, placed).blocks();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < draws.length; i++) {
            TrialBlock day = i < days.size() ? days.get(i) : null;
            blocks.add(new Block(i + 1, draws[i], day == null ? null : day.from(), day == null ? null : day.to()));
        }
        return List.copyOf(blocks);
    }

    private static @Nullable Instant placed(Order order) {
        return order instanceof Pending pending
                ? pending.receipt().at()
                : order instanceof Completed done ? done.receipt().at() : null;
    }

    private static @Nullable Instant ended(Order order) {
        return order instanceof Pending pending ? pending.endedAt() : Order.completedAt(order);
    }
}

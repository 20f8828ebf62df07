package dev.ratiofixer.store.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.backtest.BacktestCase;
import dev.ratiofixer.backtest.BacktestCase.DayHeld;
import dev.ratiofixer.backtest.BacktestCase.HourSeen;
import dev.ratiofixer.backtest.BacktestCase.Look;
import dev.ratiofixer.backtest.KnownThen;
import dev.ratiofixer.backtest.KnownThen.AdsThen;
import dev.ratiofixer.backtest.KnownThen.PromptsThen;
import dev.ratiofixer.backtest.KnownThen.TermsThen;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.campaign.CampaignRow;
import dev.ratiofixer.store.sample.SampleWriter.SampleRow;
import dev.ratiofixer.video.ChannelHistory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a backtest runs on. Every statement is a plain query on the connection for reads. A case is bounded: so
 * many looks, ten minutes apart at least but for those at which the policy was really asked.
 */
public final class PgBacktestCases implements BacktestCase.Source {
    private static final int MOST_LOOKS = 6_000;
    private static final int MOST_ORDERS = 500;
    private static final Duration HOURS_BEFORE = Duration.ofDays(60);

    private static final String CAMPAIGN = "SELECT " + CampaignRow.COLUMNS + """
            FROM ratio_fixer_campaigns c WHERE c.campaign_id = $1
            """;

    private static final String INPUTS = """
            SELECT i.at, i.evidence::text AS evidence, terms.fact::text AS terms, i.ads::text AS ads,
                   prompts.fact::text AS prompts, i.held
            FROM ratio_fixer_policy_inputs i
            JOIN ratio_fixer_policy_facts terms ON terms.digest = i.terms
            LEFT JOIN ratio_fixer_policy_facts prompts ON prompts.digest = i.prompts
            WHERE i.campaign_id = $1 AND ($2::timestamptz IS NULL OR i.at >= $2)
              AND ($3::timestamptz IS NULL OR i.at < $3)
            ORDER BY i.at LIMIT $4
            """;

    /** Readings on which the policy could have been asked: the channel was known, and something was expected. */
    private static final String SAMPLES = """
            SELECT DISTINCT ON (date_bin('10 minutes', sampled_at, 'epoch')) *
            FROM youtube_campaign_samples
            WHERE campaign_id = $1 AND ($2::timestamptz IS NULL OR sampled_at >= $2)
              AND ($3::timestamptz IS NULL OR sampled_at < $3)
              AND channel_videos IS NOT NULL AND expected_likes_p50 IS NOT NULL AND views IS NOT NULL
            ORDER BY date_bin('10 minutes', sampled_at, 'epoch'), sampled_at LIMIT $4
            """;

    private static final String HOURS = """
            SELECT hour, seen_at, cost_micros, views, network_views FROM ratio_fixer_ads_hours
            WHERE campaign_id = $1 AND hour >= $2 AND ($3::timestamptz IS NULL OR seen_at < $3)
            ORDER BY seen_at, hour
            """;

    private static final String ORDERS = """
            SELECT state::text AS state FROM youtube_ratio_fixer_orders
            WHERE campaign_id = $1 ORDER BY ordered_at, order_id LIMIT $2
            """;

    private static final String OTHER_COMMENTS = """
            SELECT o.comment_text FROM youtube_ratio_fixer_orders o
            JOIN ratio_fixer_campaigns c ON c.campaign_id = $1 AND c.video_id = o.video_id
            WHERE o.campaign_id <> $1 AND o.order_type = 'owner_comment'
              AND o.status NOT IN ('rejected', 'failed', 'cancelled', 'expired')
            """;

    private static final String OTHERS_HELD = """
            SELECT spend_day, service_id, currency, sum(held_micros)::bigint AS held
            FROM youtube_ratio_fixer_orders
            WHERE campaign_id <> $1 AND held_micros > 0 AND spend_day >= $2
            GROUP BY spend_day, service_id, currency
            """;

    private final Database database;
    private final ObjectMapper mapper = KnownThen.mapper();

    public PgBacktestCases(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<BacktestCase>> read(String campaignId, @Nullable Instant from, @Nullable Instant to) {
        return rows(CAMPAIGN, Tuple.of(campaignId)).compose(found -> {
            if (found.size() == 0) {
                return Future.succeededFuture(Optional.empty());
            }
            Promotion promotion =
                    CampaignRow.view(found.iterator().next()).campaign().promotion();
            return looks(campaignId, from, to)
                    .compose(looks -> rest(promotion, looks, to))
                    .map(Optional::of);
        });
    }

    /** What was really asked counts before a reading of the same moment. */
    private Future<List<Look>> looks(String campaignId, @Nullable Instant from, @Nullable Instant to) {
        Tuple range = Tuple.of(campaignId, Columns.timestamp(from), Columns.timestamp(to), MOST_LOOKS);
        return rows(INPUTS, range)
                .compose(inputs -> rows(SAMPLES, range).map(samples -> {
                    TreeMap<Instant, Look> looks = new TreeMap<>();
                    Set<Instant> asked = new HashSet<>();
                    inputs.forEach(row -> {
                        Look look = look(row);
                        asked.add(look.evidence().sample().at());
                        looks.put(look.at(), look);
                    });
                    samples.forEach(row -> {
                        Look look = unasked(SampleRow.expected(row));
                        if (!asked.contains(look.at())) {
                            looks.putIfAbsent(look.at(), look);
                        }
                    });
                    return looks.values().stream().limit(MOST_LOOKS).toList();
                }));
    }

    private Look look(Row row) {
        String ads = row.getString("ads");
        String prompts = row.getString("prompts");
        return new Look(
                row.getOffsetDateTime("at").toInstant(),
                read(row.getString("evidence"), Evidence.class),
                new KnownThen(
                        read(row.getString("terms"), TermsThen.class),
                        ads == null ? null : read(ads, AdsThen.class),
                        prompts == null ? null : read(prompts, PromptsThen.class),
                        row.getString("held")));
    }

    private static Look unasked(ExpectedSample expected) {
        var counters = expected.sample().counters();
        return new Look(
                expected.sample().at(),
                new Evidence(
                        expected.sample(),
                        ChannelHistory.UNKNOWN,
                        counters.likes() == null ? null : expected.likes(),
                        counters.comments() == null ? null : expected.comments(),
                        true,
                        "",
                        0,
                        0),
                null);
    }

    private Future<BacktestCase> rest(Promotion promotion, List<Look> looks, @Nullable Instant to) {
        String id = promotion.campaignId();
        Instant first =
                looks.isEmpty() ? promotion.startedAt() : looks.getFirst().at();
        LocalDate day = LocalDate.ofInstant(first, ZoneOffset.UTC);
        Future<RowSet<Row>> hours =
                rows(HOURS, Tuple.of(id, Columns.timestamp(first.minus(HOURS_BEFORE)), Columns.timestamp(to)));
        Future<RowSet<Row>> orders = rows(ORDERS, Tuple.of(id, MOST_ORDERS));
        Future<RowSet<Row>> owner = rows(OrderSql.OF_OWNER, Tuple.of(id));
        Future<RowSet<Row>> comments = rows(OTHER_COMMENTS, Tuple.of(id));
        Future<RowSet<Row>> readings =
                rows(OrderSql.READINGS, Tuple.of(id, Columns.timestamp(first.minus(HOURS_BEFORE))));
        Future<RowSet<Row>> held = rows(OTHERS_HELD, Tuple.of(id, day));
        return Future.all(List.of(hours, orders, owner, comments, readings, held))
                .map(all -> new BacktestCase(
                        promotion,
                        looks,
                        list(hours.result(), PgBacktestCases::hour),
                        list(orders.result(), PgBacktestCases::order),
                        list(owner.result(), PgBacktestCases::order),
                        list(comments.result(), row -> row.getString("comment_text")),
                        list(readings.result(), PgOrderLedger.OrderReads::reading),
                        list(held.result(), PgBacktestCases::day)));
    }

    private static HourSeen hour(Row row) {
        Long[] networks = row.getArrayOfLongs("network_views");
        AdsHour hour = new AdsHour(
                row.getOffsetDateTime("hour").toInstant(),
                row.getLong("cost_micros"),
                row.getLong("views"),
                networks == null ? PaidNetworks.NONE : PaidNetworks.ofViews(List.of(networks)));
        return new HourSeen(row.getOffsetDateTime("seen_at").toInstant(), hour);
    }

    private static Order order(Row row) {
        return OrderRow.read(row.getString("state"));
    }

    private static DayHeld day(Row row) {
        return new DayHeld(
                row.getLocalDate("spend_day"),
                row.getString("service_id"),
                row.getString("currency"),
                row.getLong("held"));
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException foreign) {
            throw new DatabaseException(
                    "what the policy knew was written by another version of Ratio Fixer: "
                            + foreign.getOriginalMessage(),
                    foreign);
        }
    }

    private Future<RowSet<Row>> rows(String sql, Tuple arguments) {
        return database.reads().preparedQuery(sql).execute(arguments).recover(StatementFailures::refused);
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(mapper.apply(row)));
        return list;
    }
}

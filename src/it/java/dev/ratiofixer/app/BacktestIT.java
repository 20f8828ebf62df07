package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ratiofixer.backtest.Backtest;
import dev.ratiofixer.backtest.Backtest.Trial;
import dev.ratiofixer.backtest.BacktestCase;
import dev.ratiofixer.backtest.BacktestReport;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.store.order.PgBacktestCases;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A demo is recorded for some days of a clock that the test moves. Then the engine and the sandbox are gone, so that
 * there is nobody who could be asked, and the backtest runs on what the database holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int CAMPAIGNS = 6;
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int PATIENCE_PULSES = 5_000;
    private static final Duration RECORDED = Duration.ofDays(6);
    private static final Duration ONE_LOOK = Duration.ofHours(6);
    private static final Trial AS_IT_WAS = new Trial(null, null, null, null, JsonNodeFactory.instance.objectNode());

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-22T04:30:00Z"));
    private final Vertx outside = Vertx.vertx();
    private final List<String> campaigns = new ArrayList<>();

    @BeforeAll
    void record() throws Exception {
        try (ApplicationRunner process = new ApplicationRunner()) {
            Sandbox sandbox =
                    process.start(new Sandbox(process.vertx(), time.clock(), SandboxOptions.defaults()).start());
            Map<String, String> secrets =
                    new HashMap<>(DemoConfiguration.secrets(sandbox, Map.of("RATIO_FIXER_PORT", "0")));
            secrets.put("DATABASE_URL", TestDatabase.address(POSTGRES.database()));
            // What the owner's analytics told is not kept with what the policy knew (docs/backtest.md).
            JsonObject demo = DemoConfiguration.json(sandbox, 0, CAMPAIGNS)
                    .put("youtube_analytics", new JsonObject().put("enabled", false));
            var configuration = DemoConfiguration.valid(demo, secrets);
            Engine engine = TestEngine.start(process, time.of(process.vertx()), configuration, () -> configuration);
            ApiClient client = new ApiClient(process.vertx(), engine.port());
            for (int video = 0; video < CAMPAIGNS; video++) {
                campaigns.add(started(client, sandbox, video));
            }
            Instant end = time.now().plus(RECORDED);
            try (Connection connection = TestDatabase.jdbc(POSTGRES.database()).getConnection()) {
                while (time.now().isBefore(end)) {
                    time.advance(STEP);
                    settle(client, connection);
                }
            }
        }
    }

    private String started(ApiClient client, Sandbox sandbox, int video) throws Exception {
        String mode = video == CAMPAIGNS - 1 ? "propose" : "auto";
        var answer = client.begin(
                HttpMethod.POST,
                "/api/ratio-fixer/start",
                ApiClient.request(sandbox, video, mode, time.now()).toBuffer());
        while (!answer.isComplete()) {
            pulse();
        }
        return TestNode.await(answer).bodyAsJsonObject().getString("campaign_id");
    }

    /**
     * The clock stands until what the step began is done: an answer takes its turn behind it on a busy machine too, and
     * no order is left between approved and placed.
     */
    private void settle(ApiClient client, Connection connection) throws Exception {
        for (int turn = 0; turn < 2 || underWay(connection) > 0; turn++) {
            assertThat(turn).as("an order is never placed").isLessThan(PATIENCE_PULSES);
            pulse();
            client.get("/api/ratio-fixer/campaigns?limit=1");
        }
    }

    private void pulse() throws Exception {
        time.pulse();
        TestNode.await(outside.timer(5, TimeUnit.MILLISECONDS));
    }

    private static long underWay(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT count(*) FROM youtube_ratio_fixer_orders WHERE status IN ('approved', 'placing')
                        """)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @AfterAll
    void close() throws Exception {
        TestNode.await(outside.close());
    }

    private BacktestCase read(String campaign) throws Exception {
        return TestNode.await(new PgBacktestCases(POSTGRES.database()).read(campaign, null, null))
                .orElseThrow();
    }

    /** Every row of every table, as one text a table. */
    private Map<String, String> everything() throws Exception {
        Map<String, String> tables = new TreeMap<>();
        try (Connection connection = TestDatabase.jdbc(POSTGRES.database()).getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT quote_ident(relname) FROM pg_class
                    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                    """)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM " + name + " t")) {
                    rows.next();
                    tables.put(name, rows.getString(1));
                }
            }
        }
        return tables;
    }

    private static boolean same(BacktestOrder one, BacktestOrder other) {
        return one.orderType() == other.orderType()
                && one.serviceId().equals(other.serviceId())
                && one.direction() == other.direction()
                && Duration.between(one.at(), other.at()).abs().compareTo(ONE_LOOK) <= 0;
    }

    private static List<BacktestOrder> without(List<BacktestOrder> orders, List<BacktestOrder> others) {
        List<BacktestOrder> left = new ArrayList<>(others);
        List<BacktestOrder> missing = new ArrayList<>();
        for (BacktestOrder order : orders) {
            left.stream()
                    .filter(other -> same(order, other))
                    .findFirst()
                    .ifPresentOrElse(left::remove, () -> missing.add(order));
        }
        return missing;
    }

    @Test
    void theSamePolicyMakesTheSameOrdersAndNothingIsWrittenOrAsked() throws Exception {
        Map<String, String> before = everything();
        int orders = 0;
        for (String campaign : campaigns) {
            BacktestCase known = read(campaign);
            BacktestReport report = Backtest.run(known, AS_IT_WAS, share -> null);

            assertThat(known.hours())
                    .isNotEmpty()
                    .allSatisfy(
                            seen -> assertThat(seen.hour().networks().total().views())
                                    .as("by network, as the policy knew it")
                                    .isEqualTo(seen.hour().views()));
            assertThat(report.complete()).as("%s", report.stopped()).isTrue();
            assertThat(report.looks()).isGreaterThanOrEqualTo(3);
            assertThat(without(report.recorded(), report.orders()))
                    .as("really made, but not in the backtest %s", report)
                    .isEmpty();
            assertThat(without(report.orders(), report.recorded()))
                    .as("made in the backtest only %s", report)
                    .isEmpty();
            orders += report.recorded().size();
        }
        assertThat(orders).as("something was ordered").isGreaterThan(5);
        assertThat(everything()).isEqualTo(before);
    }

    /** The recording may end right after a look, before the order of that look is written with a later time. */
    @Test
    void theOrderThatTheLastLookLedToIsAmongTheRealOnes() throws Exception {
        int cuts = 0;
        for (String campaign : campaigns) {
            BacktestCase whole = read(campaign);
            for (BacktestOrder order :
                    Backtest.run(whole, AS_IT_WAS, share -> null).orders()) {
                BacktestReport cut = Backtest.run(until(whole, order.at()), AS_IT_WAS, share -> null);

                assertThat(cut.to()).isEqualTo(order.at());
                assertThat(without(cut.orders(), cut.recorded())).as("%s", cut).isEmpty();
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(5);
    }

    private static BacktestCase until(BacktestCase whole, Instant end) {
        return new BacktestCase(
                whole.promotion(),
                whole.looks().stream().filter(look -> !look.at().isAfter(end)).toList(),
                whole.hours(),
                whole.orders(),
                whole.ofOwner(),
                whole.otherComments(),
                whole.kept(),
                whole.others());
    }

    @Test
    void autoOrdersWhereProposeWaited() throws Exception {
        String proposing = campaigns.getLast();
        Trial auto = new Trial(OrderMode.AUTO, null, null, null, JsonNodeFactory.instance.objectNode());
        BacktestReport report = Backtest.run(read(proposing), auto, share -> null);

        assertThat(report.setting().mode()).isEqualTo(OrderMode.AUTO);
        assertThat(report.orders())
                .hasSizeGreaterThanOrEqualTo(report.recorded().size());
        assertThat(report.orders().stream().map(BacktestOrder::status).map(Enum::name))
                .doesNotContain("PROPOSED", "EXPIRED");
    }

    @Test
    void anotherPolicyIsAskedAsItWouldHaveBeen() throws Exception {
        String campaign = campaigns.getFirst();
        Trial later = new Trial(
                null, null, null, null, JsonNodeFactory.instance.objectNode().put("warm_up", "P30D"));
        BacktestReport report = Backtest.run(read(campaign), later, share -> null);

        assertThat(report.orders()).isEmpty();
        assertThat(report.answers())
                .extracting(answer -> answer.reasonCode().name())
                .contains("WARMING_UP");
        assertThat(new JsonObject(Map.of("looks", report.looks())).getInteger("looks"))
                .isPositive();
    }

    @Test
    void itStopsWhereItIsTold() throws Exception {
        BacktestReport report =
                Backtest.run(read(campaigns.getFirst()), AS_IT_WAS, share -> share > 0.3 ? "it was cancelled" : null);

        assertThat(report.complete()).isFalse();
        assertThat(report.stopped()).isEqualTo("it was cancelled");
    }
}

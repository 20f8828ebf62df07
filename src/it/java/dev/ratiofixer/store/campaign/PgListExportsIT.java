package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderLedger.Written.Stored;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.order.PgOrderLedger;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole lists, read by a real cursor. */
class PgListExportsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final CampaignFilter ALL = new CampaignFilter(Set.of(), null, null, null, 0);
    private static final SampleRange EVER = new SampleRange(null, null, null);

    private final PgListExports exports = new PgListExports(POSTGRES.database());
    private PgCampaignStore store;

    @BeforeEach
    void cleanTables() {
        run("TRUNCATE ratio_fixer_campaigns, youtube_campaigns, youtube_campaign_samples CASCADE", Tuple.tuple());
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
    }

    private static void run(String sql, Tuple arguments) {
        Waiting.on(POSTGRES.database().pool().preparedQuery(sql).execute(arguments));
    }

    private Campaign campaign() {
        Campaign campaign = StoreFixtures.campaign();
        Waiting.on(store.insert(campaign, StoreFixtures.sampled(StoreFixtures.NOW, 10), "n1", null));
        return campaign;
    }

    private static void samples(String campaignId, int count) {
        for (int day = 0; day < 2; day++) {
            run(
                    "SELECT ratio_fixer_make_sample_partition($1)",
                    Tuple.of(LocalDate.ofInstant(StoreFixtures.NOW, ZoneOffset.UTC)
                            .plusDays(day)));
        }
        run("""
                INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, likes, comments, counting_regime,
                    corrected)
                SELECT $1, $2::timestamptz + step * interval '36 seconds', step, step, NULL, 'first_frame', false
                FROM generate_series(1, $3::int) AS step
                """, Tuple.of(campaignId, StoreFixtures.NOW.atOffset(ZoneOffset.UTC), count));
    }

    @Test
    void readsEveryRowOfTheRangeOnceHoweverManyThereAre() {
        Campaign campaign = campaign();
        samples(campaign.id(), 2_345);
        List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
        List<ExpectedSample> all = Collections.synchronizedList(new ArrayList<>());

        Waiting.on(exports.samples(campaign.id(), EVER, batch -> {
            batches.add(batch.size());
            all.addAll(batch);
            return Future.succeededFuture();
        }));

        assertThat(batches)
                .hasSizeGreaterThan(4)
                .allSatisfy(size -> assertThat(size).isBetween(1, 500));
        assertThat(all).hasSize(2_345);
        assertThat(all.stream()
                        .mapToLong(each -> each.sample().counters().likes())
                        .sum())
                .isEqualTo(2_345L * 2_346 / 2);
        assertThat(all.getFirst().sample().at()).isAfter(all.getLast().sample().at());

        SampleRange late = new SampleRange(
                StoreFixtures.NOW.plusSeconds(36L * 2_000), StoreFixtures.NOW.plusSeconds(36L * 2_010), 5);
        List<ExpectedSample> some = new ArrayList<>();
        Waiting.on(exports.samples(campaign.id(), late, batch -> {
            some.addAll(batch);
            return Future.succeededFuture();
        }));
        assertThat(some).as("thinning is for pictures").hasSize(10);
    }

    @Test
    void nextToNothingIsReadAheadOfASlowReaderAndTheListIsOfOneInstant() {
        Campaign campaign = campaign();
        samples(campaign.id(), 1_200);
        Promise<Void> slow = Promise.promise();
        Promise<Void> first = Promise.promise();
        List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

        Future<Void> done = exports.samples(campaign.id(), EVER, batch -> {
            batches.add(batch.size());
            first.tryComplete();
            return slow.future();
        });
        Waiting.on(first.future());
        run("DELETE FROM youtube_campaign_samples", Tuple.tuple());

        assertThat(batches).containsExactly(500);
        assertThat(done.isComplete()).isFalse();
        slow.complete();
        Waiting.on(done);
        assertThat(batches)
                .as("what was deleted meanwhile is still of the list")
                .containsExactly(500, 500, 200);
    }

    @Test
    void aReaderThatGoesAwayEndsItAndFreesTheConnection() {
        Campaign campaign = campaign();
        samples(campaign.id(), 1_200);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> Waiting.on(exports.samples(
                            campaign.id(), EVER, batch -> Future.failedFuture(new IllegalStateException("gone")))))
                    .hasStackTraceContaining("gone");
        }
        List<ExpectedSample> all = new ArrayList<>();
        Waiting.on(exports.samples(campaign.id(), EVER, batch -> {
            all.addAll(batch);
            return Future.succeededFuture();
        }));
        assertThat(all).hasSize(1_200);
    }

    @Test
    void campaignsAreThoseOfTheFilterWithTheLedgersMoney() {
        Campaign running = campaign();
        Waiting.on(store.insert(
                StoreFixtures.campaign(), StoreFixtures.snapshot(CampaignStatus.STOPPED, null), "n1", null));
        List<CampaignView> live = new ArrayList<>();
        List<CampaignView> all = new ArrayList<>();

        Waiting.on(exports.campaigns(CampaignFilter.LIVE, batch -> {
            live.addAll(batch);
            return Future.succeededFuture();
        }));
        Waiting.on(exports.campaigns(ALL, batch -> {
            all.addAll(batch);
            return Future.succeededFuture();
        }));

        assertThat(live)
                .singleElement()
                .satisfies(view -> assertThat(view.campaign().id()).isEqualTo(running.id()));
        assertThat(all).hasSize(2);
    }

    @Test
    void ordersAreThoseOfTheFilter() {
        Campaign campaign = campaign();
        PgOrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "n1");
        EngineLimits limits = new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), true);
        Order order = OrderFixtures.raise(campaign.id(), "r", "8.00");
        Written written = Waiting.on(ledger.write(
                order,
                new SpendRules(order.terms().limits(), Money.parse("100.00", "USD"), limits),
                new OrderEvent(OrderFixtures.NOW, "policy", "because", null)));
        assertThat(written).isInstanceOf(Stored.class);
        List<OrderTrail> found = new ArrayList<>();

        for (OrderFilter filter : List.of(
                OrderFilter.ofCampaign(campaign.id()),
                OrderFilter.ofCampaign("another"),
                new OrderFilter(Set.of(dev.ratiofixer.smm.api.OrderView.OrderStatus.PROPOSED), null, null, null))) {
            Waiting.on(exports.orders(filter, batch -> {
                found.addAll(batch);
                return Future.succeededFuture();
            }));
        }

        assertThat(found)
                .hasSize(2)
                .allSatisfy(trail -> assertThat(trail.order().orderId()).isEqualTo(order.id()));
    }

    @Test
    void decisionsOfACampaignWithoutAnyAreNone() {
        List<KeptDecision> found = new ArrayList<>();
        Waiting.on(exports.decisions("nobody", batch -> {
            found.addAll(batch);
            return Future.succeededFuture();
        }));
        assertThat(found).isEmpty();
    }
}

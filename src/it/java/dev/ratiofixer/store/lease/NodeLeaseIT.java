package dev.ratiofixer.store.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases follow the database's clock and real time, so these tests do too, with leases of seconds. */
class NodeLeaseIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicInteger gains = new AtomicInteger();
    private final Queue<Duration> timersSet = new ConcurrentLinkedQueue<>();
    private Promise<Void> campaignsStopped = Promise.promise();
    private NodeLease keeper;
    private PgCampaignStore store;

    @BeforeEach
    void register() {
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS true");
        run("DELETE FROM ratio_fixer_campaigns; DELETE FROM youtube_campaigns; DELETE FROM ratio_fixer_nodes");
        campaignsStopped = Promise.promise();
        keeper = keeper("n1");
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
        Waiting.on(keeper.start());
    }

    @AfterEach
    void stop() {
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS true");
        Waiting.on(keeper.stop());
    }

    @Test
    void keepsItsCampaignsPastTheLeaseByRenewing() {
        insert();
        NodeLease other = keeper("n2");
        Waiting.on(other.start());
        Waiting.on(POSTGRES.vertx().timer(LEASE.toMillis() * 2));

        assertThat(keeper.isHeld()).isTrue();
        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        Waiting.on(other.stop());
    }

    @Test
    void givesItsCampaignsBackAtOnceWhenItStops() {
        insert();
        Waiting.on(keeper.stop());
        assertThat(keeper.isHeld()).isFalse();
        NodeLease other = keeper("n2");
        Waiting.on(other.start());
        assertThat(Waiting.on(store.claim("n2", 10))).hasSize(1);
        Waiting.on(other.stop());
    }

    @Test
    void oneThatNeverStartedLeavesTheLeaseOfItsNameAlone() {
        Waiting.on(keeper("n1").stop());
        insert();
        NodeLease other = keeper("n2");
        Waiting.on(other.start());
        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        Waiting.on(other.stop());
    }

    @Test
    void hearsOfItsLossBeforeTheDatabaseLetsOthersClaim() {
        insert();
        cutOff();
        Waiting.until(() -> losses.get() == 1);
        assertThat(keeper.isHeld()).isFalse();
        assertThat(timersSet)
                .as("the end that it sets itself, a quarter before the database's, whatever the machine is busy with")
                .allMatch(delay -> delay.compareTo(LEASE.multipliedBy(3).dividedBy(4)) <= 0)
                .anyMatch(delay -> delay.compareTo(LEASE.dividedBy(2)) > 0);
    }

    @Test
    void holdsALeaseAgainOnlyAfterItsCampaignsStoppedAndThenClaimsThemAnew() {
        insert();
        cutOff();
        Waiting.until(() -> losses.get() == 1);
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS true");
        Waiting.on(POSTGRES.vertx().timer(HEARTBEAT.toMillis() * 4));
        assertThat(gains).as("campaigns still stop").hasValue(0);

        campaignsStopped.complete();
        Waiting.until(() -> gains.get() == 1);

        List<CampaignView> claimed = Waiting.on(store.claim("n1", 10));
        assertThat(claimed)
                .singleElement()
                .satisfies(one -> assertThat(one.campaign().epoch()).isEqualTo(2));
    }

    @Test
    void neverRenewsALeaseThatExpired() {
        run("UPDATE ratio_fixer_nodes SET expires_at = '-infinity'");
        Waiting.until(() -> losses.get() == 1);
    }

    /** Whoever was killed left its lease; nobody renews it. */
    @Test
    void aRestartedProcessFindsItsOwnBeforeItsOldLeaseExpires() {
        insert();
        Waiting.on(keeper.stop());
        run("UPDATE ratio_fixer_nodes SET expires_at = clock_timestamp() + interval '1 hour'");
        NodeLease nextLife = keeper("n1");
        Waiting.on(nextLife.start());
        assertThat(Waiting.on(store.claim("n1", 10))).hasSize(1);
        Waiting.on(nextLife.stop());
    }

    @Test
    void aNodeWhoseNameIsAliveElsewhereDoesNotStart() {
        insert();
        NodeLease namesake = keeper("n1");
        assertThatThrownBy(() -> Waiting.on(namesake.start())).hasStackTraceContaining("set RATIO_FIXER_NODE");
        Waiting.on(namesake.stop());
        assertThat(keeper.isHeld()).as("the other is left alone").isTrue();
        assertThat(namesake.isHeld()).isFalse();
        assertThat(losses).hasValue(0);
        assertThat(Waiting.on(store.claim("n1", 10))).isEmpty();
    }

    @Test
    void ofTwoThatStartTogetherOneLives() {
        NodeLease one = keeper("twin");
        NodeLease other = keeper("twin");
        Future<Void> first = one.start();
        Future<Void> second = other.start();
        Waiting.on(Future.join(first.otherwiseEmpty(), second.otherwiseEmpty()));
        assertThat(first.succeeded() ^ second.succeeded()).isTrue();
        Waiting.on(one.stop());
        Waiting.on(other.stop());
    }

    @Test
    void refusesAHeartbeatThatLeavesNoSecondTry() {
        assertThatThrownBy(() ->
                        new NodeLease(POSTGRES.database(), "n", LEASE, LEASE.dividedBy(2), timers(), new Counting()))
                .hasMessageContaining("third");
    }

    @Test
    void whoLeftTheClusterAndFellSilentLosesItsCampaignsBeforeItsLeaseEnds() {
        NodeLease killed = member("killed", (delay, body) -> () -> {});
        Waiting.on(killed.start());
        insert("killed");
        NodeLease other = keeper("n2");
        Waiting.on(other.start());

        assertThat(Waiting.on(other.ended("member-killed"))).isTrue();

        assertThat(rows("FROM ratio_fixer_nodes WHERE node = 'killed' AND expires_at = '-infinity'"))
                .as("it has not run out by itself")
                .isEqualTo(1);
        assertThat(Waiting.on(store.claim("n2", 10)))
                .singleElement()
                .satisfies(one -> assertThat(one.campaign().epoch()).isEqualTo(2));
        Waiting.on(other.stop());
    }

    @Test
    void whoLeftTheClusterAndGoesOnRenewingKeepsItsCampaigns() {
        NodeLease cutOff = member("cut-off", timers());
        Waiting.on(cutOff.start());
        insert("cut-off");
        NodeLease other = keeper("n2");
        Waiting.on(other.start());

        assertThat(Waiting.on(other.ended("member-cut-off"))).isFalse();

        assertThat(cutOff.isHeld()).isTrue();
        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        Waiting.on(other.stop());
        Waiting.on(cutOff.stop());
    }

    /** It does not say when it renews, so nobody may conclude that it does not. */
    @Test
    void aProcessOfAnEarlierReleaseUnderTheSameNameKeepsItsCampaigns() {
        NodeLease before = member("n3", (delay, body) -> () -> {});
        Waiting.on(before.start());
        run("UPDATE ratio_fixer_nodes SET renewed_at = registered_at - interval '1 minute' WHERE node = 'n3'");
        insert("n3");
        NodeLease other = keeper("n2");
        Waiting.on(other.start());

        Waiting.on(other.ended("member-n3"));

        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        Waiting.on(other.stop());
    }

    private NodeLease member(String node, Timers timers) {
        return new NodeLease(POSTGRES.database(), node, "member-" + node, LEASE, HEARTBEAT, timers, new Counting());
    }

    private static long rows(String from) {
        return Waiting.on(POSTGRES.database()
                        .reads()
                        .query("SELECT count(*) " + from)
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private NodeLease keeper(String node) {
        return new NodeLease(POSTGRES.database(), node, LEASE, HEARTBEAT, timers(), new Counting());
    }

    private Timers timers() {
        Timers real = new VertxTimers(POSTGRES.vertx(), 1);
        return (delay, body) -> {
            timersSet.add(delay);
            return real.after(delay, body);
        };
    }

    private final class Counting implements NodeLease.Listener {
        @Override
        public Future<Void> lost() {
            losses.incrementAndGet();
            return campaignsStopped.future();
        }

        @Override
        public void regained() {
            gains.incrementAndGet();
        }
    }

    private void insert() {
        insert("n1");
    }

    private void insert(String node) {
        Waiting.on(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), node, null));
    }

    private static void cutOff() {
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS false");
        POSTGRES.runOnServer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + POSTGRES.url().database() + "'");
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }
}

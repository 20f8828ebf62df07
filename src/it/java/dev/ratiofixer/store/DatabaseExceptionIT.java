package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.lease.PgCampaignNodes;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that takes no writes, has no room, or does not come to an end with what it was asked. */
class DatabaseExceptionIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int SAMPLES = 20;

    private final List<String> lost = new ArrayList<>();
    private Database database;
    private PgCampaignStore store;
    private Campaign campaign;

    @BeforeEach
    void aCampaign() {
        database = POSTGRES.connect(4);
        store = new PgCampaignStore(POSTGRES.vertx(), database, each -> lost.add(each.id()));
        run("INSERT INTO ratio_fixer_nodes (node, expires_at) VALUES ('n1', 'infinity')"
                + " ON CONFLICT (node) DO UPDATE SET expires_at = 'infinity'");
        campaign = ((Inserted.Fresh)
                        Waiting.on(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null)))
                .campaign();
    }

    @AfterEach
    void close() {
        Waiting.on(database.close(POSTGRES.vertx()));
    }

    private void sampleBehind(int from) {
        for (int i = from; i < from + SAMPLES; i++) {
            store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * i), i));
        }
    }

    private void everythingIsThere(int samples) {
        Waiting.on(store.drain());
        assertThat(one("SELECT count(*) || '/' || max(views) FROM youtube_campaign_samples WHERE campaign_id = '"
                        + campaign.id() + "'"))
                .isEqualTo(samples + "/" + (samples - 1));
        assertThat(store.writeBehind().trouble()).isNull();
        assertThat(lost).isEmpty();
    }

    @Test
    void readOnly() {
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " SET default_transaction_read_only = on");
        endConnections();
        sampleBehind(0);
        Waiting.until(() -> String.valueOf(store.writeBehind().trouble()).contains("read-only transaction"));
        assertUnavailable(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null));
        assertThat(Waiting.on(store.find(campaign.id()))).as("reads go on").isPresent();

        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " RESET default_transaction_read_only");
        endConnections();
        sampleBehind(SAMPLES);
        everythingIsThere(2 * SAMPLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "58030", "57P03", "40001", "40P01"})
    void everyStateThatPasses(String state) {
        run("CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '" + state + "'; END $$");
        for (String table : List.of("youtube_campaign_samples", "ratio_fixer_campaigns")) {
            run("CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION no_room()");
        }
        sampleBehind(0);
        Waiting.until(() -> store.writeBehind().trouble() != null);
        assertUnavailable(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null));
        assertThatThrownBy(() -> Waiting.on(store.save(campaign, StoreFixtures.snapshot(CampaignStatus.PAUSED, null))))
                .isNotNull();

        run("DROP FUNCTION no_room CASCADE");
        sampleBehind(SAMPLES);
        everythingIsThere(2 * SAMPLES);
    }

    @Test
    void nobodyCanSayWhoRunsWhat() {
        String name = POSTGRES.url().database();
        POSTGRES.runOnServer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        try {
            endConnections();
            assertUnavailable(new PgCampaignNodes(database).ownerOf(campaign.id()));
            assertUnavailable(store.find(campaign.id()));
        } finally {
            POSTGRES.runOnServer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        }
    }

    /** Somebody's maintenance holds the samples: writes and reads of them wait, the node's heart beats on. */
    @Test
    void aLockThatSomebodyHolds() throws Exception {
        try (Connection somebody = POSTGRES.url().toJdbc().getConnection();
                Statement maintenance = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            maintenance.execute("LOCK TABLE youtube_campaign_samples IN ACCESS EXCLUSIVE MODE");
            sampleBehind(0);
            List<Future<?>> stuck = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                stuck.add(database.reads()
                        .query("SELECT count(*) FROM youtube_campaign_samples")
                        .execute());
            }
            for (int beat = 0; beat < 5; beat++) {
                Waiting.on(database.heartbeats().query("SELECT 1").execute());
            }
            assertThat(stuck).noneMatch(Future::isComplete);
            somebody.rollback();
            stuck.forEach(Waiting::on);
        }
        everythingIsThere(SAMPLES);
    }

    @Test
    void everyStatementHasALimitOnEveryWayIn() throws Exception {
        String show = "SELECT current_setting('statement_timeout')";
        assertThat(setting(database.pool()
                        .query(show)
                        .execute()
                        .map(rows -> rows.iterator().next())))
                .isEqualTo("30s");
        assertThat(setting(database.reads()
                        .query(show)
                        .execute()
                        .map(rows -> rows.iterator().next())))
                .isEqualTo("30s");
        assertThat(setting(database.behind()
                        .query(show)
                        .execute()
                        .map(rows -> rows.iterator().next())))
                .isEqualTo("30s");
        assertThat(setting(database.heartbeats()
                        .query(show)
                        .execute()
                        .map(rows -> rows.iterator().next())))
                .isEqualTo("2s");
        try (Connection migrating = POSTGRES.url().toJdbc().getConnection();
                Statement statement = migrating.createStatement();
                var rows = statement.executeQuery(
                        "SELECT current_setting('statement_timeout') || '/' || current_setting('lock_timeout')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("10min/30s");
        }
    }

    @Test
    void tooManyWhoWaitAreRefusedAtOnce() {
        DatabaseSettings small = new DatabaseSettings("external", Path.of("unused"), 1, 2, true);
        Database narrow = Database.connect(POSTGRES.vertx(), POSTGRES.url(), small);
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asked.add(narrow.pool().query("SELECT pg_sleep(0.2)").execute());
        }
        Waiting.until(() -> asked.stream().allMatch(Future::isComplete));
        assertThat(asked).filteredOn(Future::failed).hasSizeBetween(5, 8);
        Waiting.on(narrow.close(POSTGRES.vertx()));
    }

    private static void assertUnavailable(Future<?> refused) {
        assertThatThrownBy(() -> Waiting.on(refused))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        said -> assertThat(said.failureCode()).isEqualTo(ReplyFailureCode.UNAVAILABLE));
    }

    private static String setting(Future<Row> row) {
        return Waiting.on(row).getString(0);
    }

    private static void endConnections() {
        POSTGRES.runOnServer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + POSTGRES.url().database() + "'");
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }

    private static String one(String sql) {
        return Waiting.on(POSTGRES.database().pool().query(sql).execute())
                .iterator()
                .next()
                .getString(0);
    }
}

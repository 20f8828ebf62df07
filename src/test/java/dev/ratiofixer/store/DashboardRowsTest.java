package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignStoreListener;
import dev.ratiofixer.campaign.CampaignTerms;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dashboard's own table may be like, and what it may refuse: no campaign fails by it. */
class DashboardRowsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String PLAIN = "CREATE TABLE youtube_campaigns (id serial PRIMARY KEY, campaign_name text,"
            + " video_id text, youtube_url text, note text)";
    private static final String LONG = "A campaign with a name of more than twenty characters";

    private final Map<String, Optional<String>> heard = new ConcurrentHashMap<>();
    private @Nullable Database database;
    private @Nullable DatabaseUrl url;
    private @Nullable PgCampaignStore store;

    @AfterEach
    void close() {
        if (database != null) {
            Waiting.on(database.close(POSTGRES.vertx()));
        }
    }

    /** Generated of either kind, identity, partitioned: what can be written is, and the campaign is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "campaign_name text, youtube_url text, video_id text GENERATED ALWAYS AS (right(youtube_url, 11)) STORED",
                "campaign_name text, youtube_url text, video_id text GENERATED ALWAYS AS (right(youtube_url, 11)) VIRTUAL",
                "campaign_name text, video_id text, youtube_url text GENERATED ALWAYS AS ('https://youtu.be/' || video_id) STORED",
                "campaign_name text, video_id text, youtube_url text GENERATED ALWAYS AS ('https://youtu.be/' || video_id) VIRTUAL",
                "campaign_name text GENERATED ALWAYS AS ('c ' || video_id) STORED, video_id text",
                "campaign_name text GENERATED ALWAYS AS ('c ' || video_id) VIRTUAL, video_id text",
                "id bigint GENERATED ALWAYS AS IDENTITY, campaign_name varchar(80), video_url varchar(200)",
                "campaign_name text, video_id text, desired_likes bigint GENERATED ALWAYS AS (7) STORED",
                "campaign_name text, video_id text, ratio_fixer_status text GENERATED ALWAYS AS ('x') STORED",
                "video_id text, ordered_comments int GENERATED ALWAYS AS IDENTITY",
                "campaign_name text, \"Odd, Name\" text DEFAULT 'x', url text",
            })
    void showsACampaignInWhatCanBeWritten(String columns) {
        open("CREATE TABLE youtube_campaigns (" + columns + ")");
        Campaign campaign = fresh(LONG);
        assertShown(campaign);
        Waiting.on(store().save(campaign, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        if (!columns.contains("ratio_fixer_status")) {
            assertThat(statusOf(campaign)).isEqualTo("stopped");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void showsACampaignInAPartitionedTable() {
        open(
                "CREATE TABLE youtube_campaigns (id serial, campaign_name text, video_id text) PARTITION BY HASH (id);"
                        + "CREATE TABLE p0 PARTITION OF youtube_campaigns FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
                        + "CREATE TABLE p1 PARTITION OF youtube_campaigns FOR VALUES WITH (MODULUS 2, REMAINDER 1);"
                        + "INSERT INTO youtube_campaigns (video_id) SELECT 'other' || lpad(i::text, 6, '0') FROM generate_series(1, 20) i");
        for (int i = 1; i <= 5; i++) {
            Campaign campaign = fresh("c" + i, "other00000" + i);
            assertShown(campaign);
        }
        assertThat(one("SELECT count(ratio_fixer_campaign_id) || '/' || count(*) FROM youtube_campaigns"))
                .isEqualTo("5/20");
    }

    /** Made after the schema of a real dashboard: columns that only it can fill. */
    @Test
    void takesTheDashboardsRowOfTheVideoAndMakesNoneThatItForbids() {
        open(PLAIN + "; ALTER TABLE youtube_campaigns ADD service int NOT NULL; INSERT INTO youtube_campaigns"
                + " (campaign_name, youtube_url, service) VALUES"
                + " ('Theirs', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1', 3);"
                + " ALTER TABLE youtube_campaigns DROP COLUMN video_id");
        Campaign first = fresh("Other", "dQw4w9WgXcQ");
        assertThat(one("SELECT campaign_name || ratio_fixer_campaign_id FROM youtube_campaigns"))
                .isEqualTo("Theirs" + first.id());
        assertThat(insert("New", "AAAAAAAAAAA").notShown()).contains("give that column a default");
    }

    @Test
    void aNewStartOfTheSameCampaignTakesItsRowAnotherNameGetsAnother() {
        open(PLAIN);
        Campaign first = fresh("A", "dQw4w9WgXcQ");
        Waiting.on(store().save(first, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        Campaign second = fresh("A", "dQw4w9WgXcQ");
        Waiting.on(store().save(second, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        Campaign third = fresh("B", "dQw4w9WgXcQ");
        assertThat(one("SELECT string_agg(ratio_fixer_campaign_id, ',' ORDER BY id) FROM youtube_campaigns"))
                .isEqualTo(second.id() + "," + third.id());
    }

    /** What refuses, with the remedy that is told; the campaign itself is started, ticks and is stopped. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE youtube_campaigns ALTER campaign_name TYPE varchar(20) | widen that column",
                "ALTER TABLE youtube_campaigns ALTER youtube_url TYPE varchar(5) | widen that column",
                "ALTER TABLE youtube_campaigns ADD CHECK (length(campaign_name) < 9) | change that constraint",
                "ALTER TABLE youtube_campaigns ADD owner text NOT NULL | give that column a default",
                "ALTER TABLE youtube_campaigns ADD kind int NOT NULL DEFAULT 9; CREATE TABLE kinds (id int PRIMARY KEY);"
                        + " ALTER TABLE youtube_campaigns ADD FOREIGN KEY (kind) REFERENCES kinds | change that constraint",
                "ALTER TABLE youtube_campaigns ADD kind int NOT NULL DEFAULT 9; CREATE TABLE kinds (id int PRIMARY KEY);"
                        + " ALTER TABLE youtube_campaigns ADD FOREIGN KEY (kind) REFERENCES kinds DEFERRABLE INITIALLY"
                        + " DEFERRED | change that constraint",
                "CREATE UNIQUE INDEX ON youtube_campaigns (campaign_name); INSERT INTO youtube_campaigns (campaign_name,"
                        + " video_id) VALUES ('" + LONG + "', 'AAAAAAAAAAA') | under another name",
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no rows on <Sundays>'; END $$;"
                        + " CREATE TRIGGER t BEFORE INSERT OR UPDATE ON youtube_campaigns FOR EACH ROW EXECUTE FUNCTION no()"
                        + " | no rows on <Sundays>; change the trigger",
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER t"
                        + " BEFORE INSERT ON youtube_campaigns FOR EACH ROW EXECUTE FUNCTION no() | find the trigger",
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ASSERT false; END $$; CREATE TRIGGER t"
                        + " BEFORE INSERT ON youtube_campaigns FOR EACH ROW EXECUTE FUNCTION no() | P0004",
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'x' USING ERRCODE = '57014'; END $$;"
                        + " CREATE TRIGGER t AFTER INSERT ON youtube_campaigns FOR EACH ROW EXECUTE FUNCTION no() | end it",
                "ALTER TABLE youtube_campaigns DROP COLUMN ratio_fixer_campaign_id | put back what was dropped",
                "ALTER TABLE youtube_campaigns DROP COLUMN ratio_fixer_status | no column ratio_fixer_status",
                "ALTER TABLE youtube_campaigns RENAME desired_likes TO wanted | no column desired_likes",
                "ALTER TABLE youtube_campaigns DROP COLUMN video_id, DROP COLUMN youtube_url | add a plain text column",
                "ALTER TABLE youtube_campaigns RENAME TO campaigns_2025 | put back what was dropped",
                "DROP TABLE youtube_campaigns | put back what was dropped",
                "DROP TABLE youtube_campaigns; CREATE VIEW youtube_campaigns AS SELECT 1 AS id | put back",
            })
    void tellsWhatTheTableRefusesAndGoesOn(String sabotage, String remedy) {
        open(PLAIN);
        run(sabotage);

        Inserted.Fresh started = insert(LONG, "dQw4w9WgXcQ");

        assertThat(started.notShown())
                .startsWith("not shown in youtube_campaigns: ")
                .contains(remedy);
        store().saveBehind(started.campaign(), StoreFixtures.sampled(StoreFixtures.NOW, 10));
        Waiting.on(store().drain());
        assertThat(heard.get(started.campaign().id()))
                .hasValueSatisfying(told -> assertThat(told).contains(remedy));
        Waiting.on(store().save(started.campaign(), StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        assertThat(one("SELECT status || (SELECT count(*) FROM youtube_campaign_samples) FROM ratio_fixer_campaigns"))
                .isEqualTo("stopped1");
    }

    @Test
    void aRefusedRowIsShownWhenTheTableTakesItAgain() {
        open(PLAIN);
        run("ALTER TABLE youtube_campaigns ADD CONSTRAINT short CHECK (length(campaign_name) < 9)");
        Inserted.Fresh refused = insert(LONG, "dQw4w9WgXcQ");
        assertThat(refused.notShown()).isNotNull();

        run("ALTER TABLE youtube_campaigns DROP CONSTRAINT short");
        store().saveBehind(
                        refused.campaign(),
                        withProblem(refused.notShown(), StoreFixtures.sampled(StoreFixtures.NOW, 10)));
        Waiting.on(store().drain());

        assertShown(refused.campaign());
        assertThat(one("SELECT desired_likes::text FROM youtube_campaigns")).isEqualTo("400");
        assertThat(heard.get(refused.campaign().id())).isEmpty();
    }

    @Test
    void anEndThatTheTableRefusesIsAProblemOfTheCampaignAndIsShownLater() {
        open(PLAIN);
        Campaign campaign = fresh("Spring");
        run("ALTER TABLE youtube_campaigns ADD CONSTRAINT live CHECK (ratio_fixer_status <> 'stopped')");

        Waiting.on(store().save(campaign, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        Waiting.on(store().drain());
        assertThat(statusOf(campaign)).isEqualTo("running");
        assertThat(one("SELECT problems::text FROM ratio_fixer_campaigns"))
                .contains("not_shown", "change that constraint");

        run("ALTER TABLE youtube_campaigns DROP CONSTRAINT live");
        fresh("Another");
        Waiting.on(store().drain());
        assertThat(statusOf(campaign)).isEqualTo("stopped");
        assertThat(one("SELECT problems::text FROM ratio_fixer_campaigns WHERE status = 'stopped'"))
                .isEqualTo("[]");
    }

    @Test
    void oneRefusedRowIsNoNeighboursTrouble() {
        open(PLAIN);
        run("ALTER TABLE youtube_campaigns ALTER campaign_name TYPE varchar(20)");
        List<Future<Inserted>> racing = IntStream.range(0, 60)
                .mapToObj(i -> insertion(i % 20 == 7 ? LONG + i : "Spring " + i, "video-" + (10_000 + i)))
                .toList();
        List<Inserted.Fresh> started =
                racing.stream().map(each -> (Inserted.Fresh) Waiting.on(each)).toList();
        assertThat(started).filteredOn(each -> each.notShown() != null).hasSize(3);
        assertThat(one("SELECT count(ratio_fixer_campaign_id)::text FROM youtube_campaigns"))
                .isEqualTo("57");
        assertThat(one("SELECT count(desired_likes)::text FROM youtube_campaigns"))
                .as("nothing is expected yet, which is no number")
                .isEqualTo("0");

        run("ALTER TABLE youtube_campaigns ADD CHECK (campaign_name <> 'Spring 5' OR desired_likes IS NULL) NOT VALID");
        started.forEach(each -> store().saveBehind(each.campaign(), StoreFixtures.sampled(StoreFixtures.NOW, 10)));
        Waiting.on(store().drain());
        assertThat(one("SELECT string_agg(campaign_name, ',') FROM youtube_campaigns WHERE desired_likes IS NULL"))
                .isEqualTo("Spring 5");
        assertThat(one("SELECT count(desired_likes)::text FROM youtube_campaigns"))
                .isEqualTo("56");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REVOKE INSERT ON youtube_campaigns FROM %s",
                "REVOKE UPDATE ON youtube_campaigns FROM %s",
                "REVOKE SELECT ON youtube_campaigns FROM %s",
                "REVOKE ALL ON youtube_campaigns FROM %s",
                "ALTER TABLE youtube_campaigns ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE youtube_campaigns ENABLE ROW LEVEL SECURITY; CREATE POLICY look ON youtube_campaigns FOR SELECT"
                        + " USING (true)",
                "ALTER TABLE youtube_campaigns ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON youtube_campaigns"
                        + " USING (campaign_name = 'mine')",
            })
    void aRightThatIsMissingIsTold(String revoke) {
        open(PLAIN);
        String user = "engine_" + url().database();
        run(("CREATE ROLE %s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %s;"
                        + " GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO %s;")
                .formatted(user, user, user));
        run(revoke.formatted(user));
        Waiting.on(database().close(POSTGRES.vertx()));
        connect(new DatabaseUrl(
                url().host(), url().port(), url().database(), user, "x", url().sslMode(), url().rootCertificate()));

        Inserted.Fresh started = insert("Spring", "dQw4w9WgXcQ");
        assertThat(started.notShown())
                .contains("not shown in youtube_campaigns: ")
                .contains("grant");
    }

    /** Its own transaction may hold the table for as long as it likes. */
    @Test
    void aTableThatSomebodyHoldsHoldsUpNoTick() throws SQLException {
        open(PLAIN);
        Campaign campaign = fresh("Spring");
        try (Connection holder = url().toJdbc().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE youtube_campaigns IN ACCESS EXCLUSIVE MODE");
            store().saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW, 10));
            Waiting.until(() -> "10".equals(one("SELECT views::text FROM ratio_fixer_campaigns")));
            Inserted.Fresh another = insert("Another", "dQw4w9WgXcQ");
            assertThat(another.notShown()).contains("another transaction holds the table");
            holder.rollback();
        }
        store().saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36), 11));
        Waiting.on(store().drain());
        assertThat(one("SELECT desired_likes::text FROM youtube_campaigns WHERE campaign_name = 'Spring'"))
                .isEqualTo("400");
    }

    private void open(String dashboard) {
        try {
            url = POSTGRES.emptyDatabase();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        run(dashboard);
        Migrations.migrate(url());
        connect(url());
    }

    private void connect(DatabaseUrl as) {
        database = Database.connect(
                POSTGRES.vertx(), as, new DatabaseSettings("external", Path.of("unused"), 4, 1_000, true));
        store = new PgCampaignStore(POSTGRES.vertx(), database, new CampaignStoreListener() {
            @Override
            public void leaseOver(Campaign old) {}

            @Override
            public void display(String campaignId, @Nullable String trouble) {
                heard.put(campaignId, Optional.ofNullable(trouble));
            }
        });
    }

    private static dev.ratiofixer.campaign.CampaignSnapshot withProblem(
            @Nullable String detail, dev.ratiofixer.campaign.CampaignSnapshot of) {
        return new dev.ratiofixer.campaign.CampaignSnapshot(
                of.status(),
                of.lastSample(),
                of.expectation(),
                of.shortfall(),
                of.orders(),
                of.spend(),
                of.stoppedAt(),
                of.lastCheck(),
                of.nextCheck(),
                List.of(new dev.ratiofixer.campaign.Problem("not_shown", String.valueOf(detail), StoreFixtures.NOW)));
    }

    private void assertShown(Campaign campaign) {
        assertThat(one("SELECT count(*)::text FROM youtube_campaigns WHERE ratio_fixer_campaign_id = '" + campaign.id()
                        + "'"))
                .isEqualTo("1");
    }

    private String statusOf(Campaign campaign) {
        return one("SELECT ratio_fixer_status FROM youtube_campaigns WHERE ratio_fixer_campaign_id = '" + campaign.id()
                + "'");
    }

    private Campaign fresh(String name) {
        return fresh(name, StoreFixtures.campaign().video().id().value());
    }

    private Campaign fresh(String name, String video) {
        Inserted.Fresh started = insert(name, video);
        assertThat(started.notShown()).isNull();
        return started.campaign();
    }

    private Inserted.Fresh insert(String name, String video) {
        return (Inserted.Fresh) Waiting.on(insertion(name, video));
    }

    private Future<Inserted> insertion(String name, String video) {
        Campaign given = StoreFixtures.campaign(video);
        CampaignTerms terms = given.terms();
        CampaignTerms named = new CampaignTerms(
                name,
                terms.commentsSheetUrl(),
                terms.sheetTier(),
                terms.likeServer(),
                terms.commentServer(),
                terms.mode(),
                terms.limits(),
                terms.completeWhen(),
                terms.consent());
        return store().insert(
                        new Campaign(given.id(), 0, given.video(), named, given.startedAt()),
                        StoreFixtures.fresh(),
                        "",
                        null);
    }

    private PgCampaignStore store() {
        return java.util.Objects.requireNonNull(store);
    }

    private Database database() {
        return java.util.Objects.requireNonNull(database);
    }

    private DatabaseUrl url() {
        return java.util.Objects.requireNonNull(url);
    }

    private void run(String sql) {
        try (Connection connection = url().toJdbc().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private String one(String sql) {
        try (Connection connection = url().toJdbc().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}

package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.DatabaseSettings.Pooler;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A schema of the engine's own, with a dashboard's table in {@code public} or without one. */
class DatabaseSchemaIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String OURS_IN_PUBLIC = """
            SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND (c.relname LIKE '%ratio_fixer%' OR c.relname LIKE 'youtube%')
              AND c.relkind IN ('r', 'p', 'v', 'S')
            """;

    @Test
    void everythingLiesInIt() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        assertThat(Migrations.migrate(in("promotion", url))).isPositive();
        assertThat(Migrations.migrate(in("promotion", url))).as("again").isZero();

        assertThat(ask(url, OURS_IN_PUBLIC)).isEqualTo("0");
        assertThat(ask(url, "SELECT to_regclass('promotion.youtube_campaigns') IS NOT NULL"))
                .isEqualTo("t");
        everyConnectionFindsIt(url, Pooler.NONE);
        everyConnectionFindsIt(url, Pooler.SESSION);
    }

    @Test
    void aDashboardsTableStaysInPublicAndIsExtended() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(url, "CREATE TABLE public.youtube_campaigns (campaign_name text, youtube_url text)");
        run(url, "CREATE TABLE public.youtube_ratio_fixer_orders (of_the_replaced_app int)");
        run(url, "INSERT INTO public.youtube_campaigns VALUES ('ours', 'https://youtu.be/dQw4w9WgXcQ')");
        Migrations.migrate(in("promotion", url));

        assertThat(ask(url, "SELECT ratio_fixer_status FROM public.youtube_campaigns"))
                .isEqualTo("idle");
        assertThat(ask(url, "SELECT to_regclass('promotion.youtube_campaigns') IS NULL"))
                .isEqualTo("t");
        assertThat(ask(url, "SELECT count(*) FROM public.youtube_ratio_fixer_orders"))
                .as("what is not in the engine's schema is not renamed")
                .isEqualTo("0");
        try (Connection connection = in("promotion", url).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet plan = statement.executeQuery(
                    "EXPLAIN SELECT * FROM youtube_campaigns WHERE ratio_fixer_video_of(youtube_url) = 'x'")) {
                plan.next();
                assertThat(plan.getString(1)).contains("youtube_campaigns_ratio_fixer_video_idx");
            }
        }
        // Whoever writes the dashboard's table has no right to the engine's schema, and needs none.
        run(url, "DROP ROLE IF EXISTS dashboard_writer");
        run(url, "CREATE ROLE dashboard_writer");
        run(url, "GRANT INSERT ON public.youtube_campaigns TO dashboard_writer");
        run(
                url,
                "SET ROLE dashboard_writer; INSERT INTO public.youtube_campaigns VALUES ('b', 'https://youtu.be/aaaaaaaaaaa')");
    }

    @Test
    void aDashboardsTableThatCannotBeUsedIsLeftAlone() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(url, "CREATE TABLE public.youtube_campaigns (id int)");
        Migrations.migrate(in("promotion", url));

        assertThat(ask(
                        url,
                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.youtube_campaigns'::regclass"
                                + " AND attnum > 0"))
                .isEqualTo("1");
        assertThat(ask(url, "SELECT to_regclass('promotion.youtube_campaigns') IS NOT NULL"))
                .isEqualTo("t");
    }

    @Test
    void tablesAreNotBegunAnewBesideOthers() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        assertThatThrownBy(() -> Migrations.migrate(in("promotion", url)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("are in the schema public")
                .hasMessageContaining("database.schema");

        DatabaseUrl other = POSTGRES.emptyDatabase();
        Migrations.migrate(in("promotion", other));
        assertThatThrownBy(() -> Migrations.migrate(other)).hasMessageContaining("are in the schema promotion");
    }

    private static ServerAccess in(String schema, DatabaseUrl url) {
        return new ServerAccess(url, url, Pooler.NONE, schema);
    }

    private static void everyConnectionFindsIt(DatabaseUrl url, Pooler pooler) throws Exception {
        DatabaseSettings settings =
                new DatabaseSettings("external", Path.of("unused"), 2, 10, pooler, "promotion", null, true);
        Database database = Database.connect(POSTGRES.vertx(), url, settings);
        String sql = "SELECT current_schemas(false)::text || ' ' || to_regclass('ratio_fixer_campaigns')::text || ' '"
                + " || current_setting('enable_seqscan')";
        try {
            for (SqlClient client : List.of(
                    database.pool(), database.reads(), database.behind(), database.displays(), database.heartbeats())) {
                String found = await(client.query(sql)
                        .execute()
                        .map(rows -> rows.iterator().next().getString(0)));
                assertThat(found).isEqualTo("{promotion,public} ratio_fixer_campaigns off");
            }
        } finally {
            await(database.close(POSTGRES.vertx()));
        }
    }

    private static void run(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.toJdbc().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.toJdbc().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}

package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.PostgresExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** Made after the schema of a real dashboard: a foreign key type, columns without a default, earlier tracking. */
    private static final String DASHBOARD = """
            CREATE TYPE service AS ENUM ('ww', 'us');
            CREATE TABLE youtube_campaigns (
                id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                campaign_name text NOT NULL,
                youtube_url text NOT NULL,
                service_type service NOT NULL,
                current_views integer DEFAULT 0,
                desired_likes integer,
                ordered_likes integer DEFAULT 0);
            INSERT INTO youtube_campaigns (campaign_name, youtube_url, service_type, current_views)
            VALUES ('Spring', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1', 'us', 7);
            """;

    @Test
    void extendsADashboardsTableInPlaceAndKeepsItsRows() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(url, DASHBOARD);

        assertThat(Migrations.migrate(url)).isPositive();

        assertThat(one(url, "SELECT campaign_name || current_views || ratio_fixer_status FROM youtube_campaigns"))
                .isEqualTo("Spring7idle");
        assertThat(one(url, "SELECT ratio_fixer_show_one('c1', 'Other', 'dQw4w9WgXcQ', 'u', now())::text"))
                .isEqualTo("true");
        assertThat(one(url, "SELECT campaign_name || ratio_fixer_campaign_id FROM youtube_campaigns"))
                .isEqualTo("Springc1");
        assertThat(one(url, "SELECT ratio_fixer_show_one('c2', 'New', 'AAAAAAAAAAA', 'u', now())::text"))
                .as("the dashboard demands a service type that only it can fill in")
                .isEqualTo("false");
    }

    @Test
    void migratesOnceAndThenHasNothingToDo() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        assertThat(Migrations.migrate(url)).isPositive();
        assertThat(Migrations.migrate(url)).isZero();
    }

    @Test
    void showsEachCampaignInOurOwnTable() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        String show =
                "SELECT ratio_fixer_show_one('%s', '%s', 'dQw4w9WgXcQ', 'https://youtu.be/dQw4w9WgXcQ', now())::text";

        assertThat(one(url, show.formatted("c1", "A"))).isEqualTo("true");
        assertThat(one(url, show.formatted("c2", "A"))).isEqualTo("true");
        assertThat(one(url, show.formatted("c3", "B"))).isEqualTo("true");

        assertThat(one(url, "SELECT string_agg(ratio_fixer_campaign_id, ',' ORDER BY id) FROM youtube_campaigns"))
                .as("a new start of the same campaign takes its row, another name gets another")
                .isEqualTo("c2,c3");
    }

    @Test
    void refusesAViewInTheTablesPlace() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(url, "CREATE VIEW youtube_campaigns AS SELECT 1 AS id");
        assertThatThrownBy(() -> Migrations.migrate(url))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("youtube_campaigns is a view");
    }

    @Test
    void refusesATableThatTellsNoVideo() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(url, "CREATE TABLE youtube_campaigns (id serial, title text)");
        assertThatThrownBy(() -> Migrations.migrate(url))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("none of the text columns video_id, video_url");
    }

    @Test
    void refusesColumnsOfUnusableTypes() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(
                url,
                "CREATE TABLE youtube_campaigns (video_url text, ratio_fixer_campaign_id uuid, desired_likes boolean)");
        assertThatThrownBy(() -> Migrations.migrate(url))
                .hasMessageContaining("ratio_fixer_campaign_id is uuid but must be text")
                .hasMessageContaining("desired_likes is boolean but must be bigint");
    }

    @Test
    void saysSoWhenNoServerAnswers() {
        DatabaseUrl nobody = DatabaseUrl.parse("postgresql://u:secret@127.0.0.1:1/x");
        assertThatThrownBy(() -> Migrations.migrate(nobody))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:1")
                .message()
                .doesNotContain("secret");
    }

    private static void run(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.toJdbc().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = url.toJdbc().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

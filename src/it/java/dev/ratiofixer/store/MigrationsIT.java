package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.Database.DatabaseException;
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
    }

    @Test
    void migratesOnceAndThenHasNothingToDo() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        assertThat(Migrations.migrate(url)).isPositive();
        assertThat(Migrations.migrate(url)).isZero();
    }

    /** V050 was corrected after it had run in databases that exist. */
    @Test
    void takesADatabaseOnWhichTheFirstTextOfACorrectedMigrationRan() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        run(url, "UPDATE ratio_fixer_schema_history SET checksum = -583603852 WHERE version = '050'");
        assertThat(Migrations.migrate(url)).isZero();
    }

    @Test
    void refusesATableWhoseOnlyColumnOfTheVideoIsVirtual() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(
                url,
                "CREATE TABLE youtube_campaigns (link text, video_id text GENERATED ALWAYS AS (right(link, 11)) VIRTUAL)");
        assertThatThrownBy(() -> Migrations.migrate(url))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("virtual generated columns do not count")
                .hasMessageContaining("add video_url");
    }

    @Test
    void refusesAGeneratedColumnThatMustBeWritten() throws SQLException {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        run(
                url,
                "CREATE TABLE youtube_campaigns (video_url text,"
                        + " ratio_fixer_campaign_id text GENERATED ALWAYS AS ('x') STORED)");
        assertThatThrownBy(() -> Migrations.migrate(url))
                .hasMessageContaining("ratio_fixer_campaign_id is a generated column");
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

package dev.ratiofixer.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.DatabaseSettings.Pooler;
import dev.ratiofixer.store.DatabaseUrl;
import dev.ratiofixer.store.Migrations;
import dev.ratiofixer.store.ServerAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what a restore refuses. The drill with an engine is {@code EngineRestartIT}. */
class BackupIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final String CHANGE =
            "INSERT INTO ratio_fixer_config_changes (changed_at, node, source, changes) VALUES (now(), 'n', 's', '[]')";

    @TempDir
    Path directory;

    @Test
    void whatIsRestoredIsWhatWasThere() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        fill(url);
        Path file = directory.resolve("first.backup");
        BackupSummary written = Backup.write(ServerAccess.to(url), file, "test", NOW);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory).isDirectoryNotContaining("glob:**.part");

        ServerAccess elsewhere = in("restored", POSTGRES.emptyDatabase());
        assertThat(Restore.read(elsewhere, file, NOW)).isEqualTo(written);
        Path again = directory.resolve("second.backup");
        Backup.write(elsewhere, again, "test", NOW);

        Map<String, List<String>> before = tables(file);
        Map<String, List<String>> after = tables(again);
        assertThat(before.get("ratio_fixer_api_keys")).hasSize(2);
        assertThat(before.get("youtube_campaign_samples")).hasSize(3);
        assertThat(before.get("youtube_campaigns")).hasSize(1);
        assertThat(before)
                .doesNotContainKeys("ratio_fixer_nodes", "ratio_fixer_sessions", "ratio_fixer_schema_history");
        List<String> held = after.remove("ratio_fixer_spending_switch");
        before.remove("ratio_fixer_spending_switch");
        assertThat(after).isEqualTo(before);
        assertThat(held).last().asString().contains("\tf\trestore\trestored from a backup as of 2026-11-30T12:00:00Z");

        run(elsewhere, CHANGE);
    }

    @Test
    void aDatabaseThatIsUsedIsRefused() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        Path file = directory.resolve("backup");
        Backup.write(ServerAccess.to(url), file, "test", NOW);
        assertThatThrownBy(() -> Backup.write(ServerAccess.to(url), file, "test", NOW))
                .hasMessageContaining("is there already");

        ServerAccess used = ServerAccess.to(POSTGRES.emptyDatabase());
        Migrations.migrate(used);
        run(used, "INSERT INTO ratio_fixer_nodes (node, expires_at) VALUES ('n7', now() + interval '1 minute')");
        assertThatThrownBy(() -> Restore.read(used, file, NOW))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("node n7 runs on this database");
        run(used, "DELETE FROM ratio_fixer_nodes");
        fill(used.url());
        assertThatThrownBy(() -> Restore.read(used, file, NOW)).hasMessageContaining("is not empty");
    }

    @Test
    void aDamagedFileChangesNothing() throws Exception {
        DatabaseUrl url = POSTGRES.emptyDatabase();
        Migrations.migrate(url);
        fill(url);
        Path file = directory.resolve("backup");
        Backup.write(ServerAccess.to(url), file, "test", NOW);
        byte[] whole = Files.readAllBytes(file);
        String text = text(file);
        ServerAccess empty = ServerAccess.to(POSTGRES.emptyDatabase());

        refused(empty, Arrays.copyOf(whole, whole.length / 2), "no whole backup");
        refused(empty, "{}".getBytes(StandardCharsets.UTF_8), "no whole backup");
        refused(empty, zipped(text.replace("\"version\":1", "\"version\":2")), "has the format 2");
        refused(empty, zipped(text.replace("bert", "anna")), "checksum of ratio_fixer_api_keys");
        refused(empty, zipped(text.replace("\"engine\":\"test\"", "\"engine\":\"best\"")), "its checksum");
        refused(empty, zipped(text + "more"), "what follows its end");
        assertThat(made(empty)).as("nothing was made").isEmpty();
    }

    @Test
    void anOlderBackupIsBroughtUpToThisVersionAndANewerOneRefused() throws Exception {
        ServerAccess old = ServerAccess.to(POSTGRES.emptyDatabase());
        Migrations.migrateTo(old, "291");
        fill(old.url());
        Path file = directory.resolve("old");
        assertThat(Backup.write(old, file, "old", NOW).schemaVersion()).isEqualTo("291");
        ServerAccess elsewhere = ServerAccess.to(POSTGRES.emptyDatabase());
        Restore.read(elsewhere, file, NOW);
        assertThat(Migrations.migrate(elsewhere)).as("left to do").isZero();

        ServerAccess empty = ServerAccess.to(POSTGRES.emptyDatabase());
        assertThatThrownBy(() -> Migrations.migrateTo(empty, "9999")).hasMessageContaining("newer version");
    }

    private void refused(ServerAccess empty, byte[] content, String why) throws IOException {
        Path file = Files.write(directory.resolve("damaged"), content);
        assertThatThrownBy(() -> Restore.read(empty, file, NOW))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(why);
    }

    private static List<String> made(ServerAccess access) throws SQLException {
        try (Connection connection = access.connect()) {
            return Backup.strings(connection, "SELECT relname FROM pg_class WHERE relname LIKE '%ratio_fixer%'");
        }
    }

    private static ServerAccess in(String schema, DatabaseUrl url) {
        return new ServerAccess(url, url, Pooler.NONE, schema);
    }

    /** Rows with what COPY must escape, numbers that are counted on, partitions. */
    private static void fill(DatabaseUrl url) throws SQLException {
        ServerAccess access = ServerAccess.to(url);
        run(access, """
                INSERT INTO ratio_fixer_api_keys (key_id, name, role, hash, created_at)
                SELECT 'k' || n, CASE n WHEN 1 THEN 'bert' ELSE E'tab\\there \\\\. and\\nlines' END, 'viewer', 'h' || n, now()
                FROM generate_series(1, 2) n
                """);
        run(access, CHANGE);
        run(access, """
                INSERT INTO youtube_campaigns (campaign_name, video_id, video_url) VALUES ('c', 'dQw4w9WgXcQ', 'u')
                """);
        for (String day : List.of("2026-11-01", "2026-11-29")) {
            run(access, "SELECT ratio_fixer_make_sample_partition('" + day + "')");
            run(
                    access,
                    "INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, counting_regime, corrected)"
                            + " VALUES ('c1', '" + day + " 10:00Z', NULL, 'r', false)");
        }
        run(
                access,
                "INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, counting_regime, corrected)"
                        + " VALUES ('c1', '2026-11-29 23:59:59.999999Z', 7, 'r', true)");
    }

    private static void run(ServerAccess access, String sql) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, List<String>> tables(Path file) throws IOException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            BackupFile.read(in, new BackupFile.Visitor() {
                private List<String> rows = List.of();

                @Override
                public void table(String table, List<String> columns, List<String> days) {
                    rows = new ArrayList<>();
                    tables.put(table, rows);
                }

                @Override
                public void row(byte[] line) {
                    rows.add(new String(line, StandardCharsets.UTF_8));
                }
            });
        }
        return tables;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}

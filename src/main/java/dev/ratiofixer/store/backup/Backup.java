package dev.ratiofixer.store.backup;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.ServerAccess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Writes the engine's tables into one file while engines work: all of it is read in one transaction that sees the
 * database as of its beginning, table by table, and no row is held in memory. It blocks.
 *
 * <p>Left out are what is of processes and not of the ledger (nodes, sessions of the dashboard), the history of
 * migrations, and a dashboard's own {@code youtube_campaigns}, which is backed up with the dashboard. API keys are in
 * it as hashes; the key that signs report links is in it as it is. Other secrets are in no table.
 */
public final class Backup {
    /** The engine's tables in the schema that has them, each after those that it refers to. */
    static final String TABLES = """
            WITH RECURSIVE ours AS (
                SELECT c.oid, c.relname
                FROM pg_class c
                WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'ratio_fixer_campaigns'::regclass)
                  AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND (c.relname LIKE 'ratio\\_fixer\\_%'
                       OR c.relname IN ('youtube_ratio_fixer_orders', 'youtube_campaign_samples', 'youtube_campaigns'))
                  AND c.relname NOT IN ('ratio_fixer_schema_history', 'ratio_fixer_nodes', 'ratio_fixer_sessions')
            ), depth AS (
                SELECT oid, 0 AS level FROM ours
                UNION
                SELECT f.conrelid, d.level + 1 FROM depth d
                JOIN pg_constraint f ON f.confrelid = d.oid AND f.contype = 'f' AND f.conrelid <> f.confrelid
                WHERE d.level < 20
            )
            SELECT o.relname AS name, max(d.level) AS level
            FROM ours o JOIN depth d USING (oid)
            GROUP BY o.relname
            ORDER BY level, name
            """;

    /** A generated column writes itself. Rows come in the key's order, so that equal tables make equal files. */
    private static final String COLUMNS = """
            SELECT quote_ident(a.attname) AS name,
                coalesce(array_position(i.indkey::int[], a.attnum::int), 0) AS in_key
            FROM pg_attribute a
            LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum
            """;

    private static final String DAYS = "SELECT DISTINCT (sampled_at AT TIME ZONE 'UTC')::date::text AS day"
            + " FROM youtube_campaign_samples ORDER BY day";

    private static final String SCHEMA_VERSION =
            "SELECT max(version::numeric)::text AS version FROM ratio_fixer_schema_history WHERE success AND version ~ '^[0-9]+$'";

    /** The columns of the youtube_campaigns that the engine makes where there is none. */
    private static final Set<String> OWN_DISPLAY = Set.of(
            "id",
            "campaign_name",
            "video_id",
            "video_url",
            "created_at",
            "ratio_fixer_campaign_id",
            "ratio_fixer_status",
            "ratio_fixer_started_at",
            "ratio_fixer_stopped_at",
            "desired_likes",
            "desired_comments",
            "ordered_likes",
            "ordered_comments",
            "ratio_fixer_last_check");

    private final Connection connection;

    private Backup(Connection connection) {
        this.connection = connection;
    }

    /**
     * Writes a file that only its owner may read. Half a file is never under its name.
     *
     * @param engine the version that makes it
     * @throws DatabaseException if the file is there already or cannot be written, or the database cannot be read
     */
    public static BackupSummary write(ServerAccess access, Path file, String engine, Instant now) {
        if (Files.exists(file)) {
            throw new DatabaseException(file + " is there already: name another file");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(
                            part, EnumSet.of(StandardOpenOption.WRITE).toArray(StandardOpenOption[]::new));
                    Connection connection = access.connect()) {
                BackupSummary summary = new Backup(connection).write(out, engine, now);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                return summary;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failed) {
            throw new DatabaseException(
                    "cannot write " + file + " (" + failed + "); check the directory and the disk", failed);
        } catch (SQLException failed) {
            throw new DatabaseException("cannot read the database " + access + ": " + failed.getMessage(), failed);
        }
    }

    private BackupSummary write(OutputStream out, String engine, Instant now) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET LOCAL statement_timeout = 0");
            List<String> version = strings("SELECT to_regclass('ratio_fixer_campaigns')::text");
            if (version.isEmpty()) {
                throw new DatabaseException(
                        "there are no tables of the engine in this database, so nothing to back up");
            }
            JsonObject header = new JsonObject()
                    .put("format", BackupFile.FORMAT)
                    .put("version", BackupFile.VERSION)
                    .put("engine", engine)
                    .put("schema_version", strings(SCHEMA_VERSION).getFirst())
                    .put("created_at", now.toString());
            try (BackupFile.Writer writer = new BackupFile.Writer(out, header)) {
                for (String table : strings(TABLES)) {
                    write(table, writer);
                }
                return writer.end(header);
            }
        } finally {
            connection.rollback();
        }
    }

    private void write(String table, BackupFile.Writer writer) throws SQLException, IOException {
        List<String> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        columns(table, columns, key);
        if (table.equals("youtube_campaigns") && !OWN_DISPLAY.equals(Set.copyOf(columns))) {
            return;
        }
        boolean sampled = table.equals("youtube_campaign_samples");
        String sql = "COPY (SELECT " + String.join(", ", columns) + " FROM " + table
                + (key.isEmpty() ? "" : " ORDER BY " + String.join(", ", key)) + ") TO STDOUT";
        writer.table(table, columns, sampled ? strings(DAYS) : List.of(), rows -> {
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, rows);
            } catch (SQLException failed) {
                throw new IOException("table " + table + ": " + failed.getMessage(), failed);
            }
        });
    }

    private void columns(String table, List<String> columns, List<String> key) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(COLUMNS)) {
            find.setString(1, table);
            try (ResultSet rows = find.executeQuery()) {
                List<String> keyed = new ArrayList<>();
                while (rows.next()) {
                    columns.add(rows.getString("name"));
                    if (rows.getInt("in_key") > 0) {
                        keyed.add("%03d %s".formatted(rows.getInt("in_key"), rows.getString("name")));
                    }
                }
                key.addAll(
                        keyed.stream().sorted().map(each -> each.substring(4)).collect(Collectors.toList()));
            }
        }
    }

    private List<String> strings(String sql) throws SQLException {
        return strings(connection, sql);
    }

    /** The first column of the rows, without nulls. */
    static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getString(1) != null) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}

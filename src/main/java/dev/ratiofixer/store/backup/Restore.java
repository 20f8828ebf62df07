package dev.ratiofixer.store.backup;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.Migrations;
import dev.ratiofixer.store.ServerAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings a backup into an empty database. The file is read to its end and checked first; then the tables are made as
 * they were in the version of the backup, filled in one transaction, and brought up to this version. It blocks.
 *
 * <p>What was ordered after the backup is not in it, and another engine may still run on the original: so spending is
 * switched off, and an admin switches it on again. No node holds a campaign; the next engine claims them.
 */
public final class Restore {
    private static final String LIVE_NODE =
            "SELECT node FROM ratio_fixer_nodes WHERE expires_at > clock_timestamp() LIMIT 1";

    private static final String TABLES_ARE_THERE = "SELECT to_regclass('ratio_fixer_campaigns')::text";

    /** A node's life begins anew here, and must not be taken for one of before. */
    private static final String FREE_CAMPAIGNS = "UPDATE ratio_fixer_campaigns SET lease_node = '', lease_life = 0";

    private static final String HOLD_SPENDING = """
            INSERT INTO ratio_fixer_spending_switch (at, spending, actor, reason) VALUES (?, false, 'restore', ?)
            """;

    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %s), false)',
                pg_get_serial_sequence(attrelid::regclass::text, attname), attname, attrelid::regclass)
            FROM pg_attribute
            WHERE attidentity <> '' AND attrelid = ?::regclass
            """;

    private Restore() {}

    /**
     * Restores a file.
     *
     * @throws DatabaseException if the file is damaged or of a newer version, or the database is in use or not empty;
     *     it holds no row of the backup then
     */
    public static BackupSummary read(ServerAccess access, Path file, Instant now) {
        BackupSummary summary = visit(file, new BackupFile.Visitor() {});
        try {
            requireEmpty(access);
            Migrations.migrateTo(access, summary.schemaVersion());
            try (Connection connection = access.connect()) {
                load(connection, file, summary, now);
            }
            Migrations.migrate(access);
            try (Connection connection = access.connect();
                    Statement statement = connection.createStatement()) {
                for (String table : Backup.strings(connection, Backup.TABLES)) {
                    statement.execute("ANALYZE " + table);
                }
            }
            return summary;
        } catch (SQLException failed) {
            throw new DatabaseException("cannot restore into " + access + ": " + failed.getMessage(), failed);
        }
    }

    private static BackupSummary visit(Path file, BackupFile.Visitor visitor) {
        try (InputStream in = Files.newInputStream(file)) {
            return BackupFile.read(in, visitor);
        } catch (IOException unreadable) {
            throw new DatabaseException("cannot read " + file + " (" + unreadable + ")", unreadable);
        }
    }

    private static void requireEmpty(ServerAccess access) throws SQLException {
        try (Connection connection = access.connect()) {
            if (!Backup.strings(connection, TABLES_ARE_THERE).isEmpty()) {
                requireNobody(connection);
                requireEmpty(connection);
            }
        }
    }

    private static void requireNobody(Connection connection) throws SQLException {
        List<String> node = Backup.strings(connection, LIVE_NODE);
        if (!node.isEmpty()) {
            throw new DatabaseException(
                    "the engine on node " + node.getFirst() + " runs on this database: stop it first");
        }
    }

    private static void requireEmpty(Connection connection) throws SQLException {
        for (String table : Backup.strings(connection, Backup.TABLES)) {
            if (!Backup.strings(connection, "SELECT 'used' FROM " + table + " LIMIT 1")
                    .isEmpty()) {
                throw new DatabaseException("the database is not empty (" + table
                        + " has rows): restore into a new one, or into another database.directory");
            }
        }
    }

    private static void load(Connection connection, Path file, BackupSummary summary, Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            // Whoever is told that it is restored may stop the server at once, also one that is set to forget the last
            // second.
            statement.execute("SET LOCAL synchronous_commit = on");
            List<String> tables = Backup.strings(connection, Backup.TABLES);
            statement.execute(
                    "LOCK TABLE " + String.join(", ", tables) + ", ratio_fixer_nodes IN ACCESS EXCLUSIVE MODE");
            requireNobody(connection);
            requireEmpty(connection);
            // They tell of changes and refuse beginnings in the middle; what is restored has happened already.
            triggers(statement, tables, "DISABLE");
            Loader loader = new Loader(connection);
            if (!visit(file, loader).equals(summary)) {
                throw new DatabaseException(file + " has changed while it was read: begin again");
            }
            statement.execute(FREE_CAMPAIGNS);
            if (tables.contains("ratio_fixer_spending_switch")) {
                holdSpending(connection, summary, now);
            }
            triggers(statement, tables, "ENABLE");
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        }
    }

    private static void triggers(Statement statement, List<String> tables, String what) throws SQLException {
        for (String table : tables) {
            statement.execute("ALTER TABLE " + table + " " + what + " TRIGGER USER");
        }
    }

    private static void holdSpending(Connection connection, BackupSummary summary, Instant now) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD_SPENDING)) {
            hold.setObject(1, now.atOffset(ZoneOffset.UTC));
            hold.setString(
                    2,
                    "restored from a backup as of " + summary.createdAt()
                            + ": compare what was ordered since with the providers, then switch spending on");
            hold.executeUpdate();
        }
    }

    /** Copies the rows of each table into it. */
    private static final class Loader implements BackupFile.Visitor {
        private final Connection connection;
        private String table = "";
        private @Nullable CopyIn copy;

        Loader(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void table(String name, List<String> columns, List<String> days) throws IOException {
            table = name;
            try (PreparedStatement partition =
                            connection.prepareStatement("SELECT ratio_fixer_make_sample_partition(?)");
                    PreparedStatement known =
                            connection.prepareStatement("SELECT 1 FROM pg_class WHERE oid = to_regclass(?)")) {
                known.setString(1, name);
                if (!name.matches("[a-z_]+") || !known.executeQuery().next()) {
                    throw new DatabaseException(
                            "the backup has a table " + name + ", which this version does not know");
                }
                for (String day : days) {
                    partition.setObject(1, LocalDate.parse(day));
                    partition.execute();
                }
                copy = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + name + " (" + String.join(", ", checked(columns)) + ") FROM STDIN");
            } catch (SQLException failed) {
                throw failure(failed);
            }
        }

        private static List<String> checked(List<String> columns) {
            List<String> odd = new ArrayList<>(columns);
            odd.removeIf(column -> column.matches("\"?[a-z_][a-z0-9_]*\"?"));
            if (!odd.isEmpty()) {
                throw new DatabaseException("the backup has columns of odd names: "
                        + odd.stream().limit(3).collect(Collectors.joining(", ")));
            }
            return columns;
        }

        @Override
        public void row(byte[] line) throws IOException {
            try {
                current().writeToCopy(line, 0, line.length);
            } catch (SQLException failed) {
                throw failure(failed);
            }
        }

        @Override
        public void tableEnd(long rows) throws IOException {
            try (Statement statement = connection.createStatement()) {
                long written = current().endCopy();
                if (written != rows) {
                    throw new DatabaseException(
                            "table " + table + ": " + written + " rows of " + rows + " were written");
                }
                for (String next : sequences(connection, table)) {
                    statement.execute(next);
                }
            } catch (SQLException failed) {
                throw failure(failed);
            }
        }

        /** Statements that let each counting column go on after the highest number that is there. */
        private static List<String> sequences(Connection connection, String table) throws SQLException {
            try (PreparedStatement columns = connection.prepareStatement(SEQUENCES)) {
                columns.setString(1, table);
                List<String> found = new ArrayList<>();
                ResultSet rows = columns.executeQuery();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }

        private CopyIn current() {
            if (copy == null) {
                throw new IllegalStateException("no table was begun");
            }
            return copy;
        }

        private DatabaseException failure(SQLException failed) {
            return new DatabaseException(
                    "cannot restore table " + table + ": " + failed.getMessage() + "; nothing of the backup was kept",
                    failed);
        }
    }
}

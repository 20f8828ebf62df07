package dev.ratiofixer.store;

import dev.ratiofixer.store.ConnectionCheck.ConnectionFaults;
import dev.ratiofixer.store.Database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database's tables up to this version. It blocks; several engines may do it at the same time.
 *
 * <p>The database may be a dashboard's own, with tables of its own and its own migrations: what is there counts as
 * version 0, and the history is kept in a table that no dashboard uses.
 */
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** PostgreSQL's code. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String HOLDERS = """
            SELECT format('process %s (%s, %s since %s) holds %s, last statement: %s', a.pid,
                coalesce(nullif(a.application_name, ''), 'no name'), a.state, a.xact_start::timestamptz(0),
                string_agg(DISTINCT l.relation::regclass::text, ', '), left(a.query, 100))
            FROM pg_stat_activity a
            JOIN pg_locks l ON l.pid = a.pid AND l.granted AND l.locktype = 'relation'
            JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
            GROUP BY a.pid, a.application_name, a.state, a.xact_start, a.query
            ORDER BY a.xact_start
            LIMIT 3
            """;

    /** By its own lock Flyway keeps two migrations apart. */
    private static final String MIGRATING = """
            SELECT format('process %s (%s, %s since %s) migrates or holds an advisory lock, last statement: %s', a.pid,
                coalesce(nullif(a.application_name, ''), 'no name'), a.state,
                coalesce(a.xact_start, a.state_change)::timestamptz(0), left(a.query, 100))
            FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
              AND a.pid IN (SELECT pid FROM pg_locks WHERE granted AND locktype = 'advisory')
            ORDER BY a.xact_start
            LIMIT 3
            """;

    /** The first schema that has our tables, and whether the one that is meant is among them. */
    private static final String HOMES = """
            SELECT min(n.nspname) AS elsewhere,
                coalesce(bool_or(n.nspname = coalesce(?, current_schema())), false) AS here
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = 'ratio_fixer_schema_history' AND c.relkind = 'r'
            """;

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @return how many migrations ran
     * @throws DatabaseException if the database cannot be reached, or its tables cannot be extended
     */
    public static int migrate(DatabaseUrl url) {
        return migrate(ServerAccess.to(url));
    }

    /** The same by the direct way, in the schema that is meant. */
    public static int migrate(ServerAccess access) {
        return migrate(access, LONGEST_WAIT, MigrationVersion.LATEST);
    }

    static int migrate(DatabaseUrl url, Duration lockLimit) {
        return migrate(ServerAccess.to(url), lockLimit, MigrationVersion.LATEST);
    }

    /**
     * Brings an empty database to the tables of an older version, for what was written by it.
     *
     * @param version of the last migration that runs
     * @throws DatabaseException also if this version of the engine is older, or the tables are of another one already
     */
    public static void migrateTo(ServerAccess access, String version) {
        MigrationVersion wanted = MigrationVersion.fromVersion(version);
        migrate(access, LONGEST_WAIT, wanted);
        MigrationInfo current =
                flyway(access, LONGEST_WAIT, MigrationVersion.LATEST).info().current();
        if (current == null || !wanted.equals(current.getVersion())) {
            throw new DatabaseException("the tables of schema " + version + " cannot be made in " + access
                    + ", which has " + (current == null ? "none" : current.getVersion()) + ": use an empty database");
        }
    }

    /** @param lockLimit the longest wait for a lock; whoever waits for it makes others wait behind it */
    private static int migrate(ServerAccess access, Duration lockLimit, MigrationVersion last) {
        try {
            refuseSecondHome(access);
            if (!last.equals(MigrationVersion.LATEST) && !isKnown(access, last)) {
                throw new DatabaseException("schema " + last + " is of a newer version of the engine: use that one");
            }
            MigrateResult result = flyway(access, lockLimit, last).migrate();
            log.info("database migrated database={} ran={}", access, result.migrationsExecuted);
            return result.migrationsExecuted;
        } catch (SQLException | FlywayException failed) {
            throw new DatabaseException(
                    "cannot migrate the database " + access + ": " + oneLine(failed) + holders(access, failed)
                            + ConnectionFaults.remedy(failed, access.direct()),
                    failed);
        }
    }

    private static boolean isKnown(ServerAccess access, MigrationVersion version) {
        Flyway all = flyway(access, LONGEST_WAIT, MigrationVersion.LATEST);
        return Arrays.stream(all.info().all()).anyMatch(each -> version.equals(each.getVersion()));
    }

    private static Flyway flyway(ServerAccess access, Duration lockLimit, MigrationVersion last) {
        FluentConfiguration flyway = Flyway.configure()
                // Its own schema alone: what a dashboard has in public is V310's business.
                .dataSource(access.jdbc(lockLimit, Optional.ofNullable(access.schema())))
                .locations("classpath:db/migration")
                .table("ratio_fixer_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .createSchemas(access.schema() != null)
                .cleanDisabled(true)
                .connectRetries(3)
                .connectRetriesInterval(1)
                // One a second.
                .lockRetryCount((int) lockLimit.toSeconds())
                .target(last);
        if (access.schema() != null) {
            flyway.defaultSchema(access.schema());
        }
        return flyway.load();
    }

    /** Tables that are begun anew would leave the campaigns of the ones before to nobody. */
    private static void refuseSecondHome(ServerAccess access) throws SQLException {
        try (Connection connection = access.connect();
                PreparedStatement find = connection.prepareStatement(HOMES)) {
            find.setString(1, access.schema());
            try (ResultSet row = find.executeQuery()) {
                if (row.next() && row.getString("elsewhere") != null && !row.getBoolean("here")) {
                    throw new DatabaseException("the engine's tables are in the schema " + row.getString("elsewhere")
                            + " of this database: set database.schema to it, move them (docs/database.md), or use"
                            + " another database");
                }
            }
        }
    }

    /** Who holds a lock for which the migration waited in vain, as far as this user may see it. */
    private static String holders(ServerAccess access, Throwable failed) {
        boolean another = String.valueOf(failed.getMessage()).contains("advisory lock");
        if (!another && !waitedForALock(failed)) {
            return "";
        }
        String found = "";
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = another ? statement.executeQuery(MIGRATING) : statement.executeQuery(HOLDERS)) {
            while (rows.next()) {
                found += (found.isEmpty() ? "" : "; ") + rows.getString(1);
            }
        } catch (SQLException unseen) {
            log.warn("who holds the lock cannot be seen: {}", unseen.getMessage());
        }
        return "; it waits for a lock that another transaction holds" + (found.isEmpty() ? "" : ": " + found)
                + "; end that transaction, or its process with SELECT pg_terminate_backend(PID), and start again";
    }

    private static boolean waitedForALock(Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof SQLException refused && LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static String oneLine(Exception failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}

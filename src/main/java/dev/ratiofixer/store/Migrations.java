package dev.ratiofixer.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @return how many migrations ran
     * @throws DatabaseException if the database cannot be reached, or its tables cannot be extended
     */
    public static int migrate(DatabaseUrl url) {
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(url.toJdbc())
                    .locations("classpath:db/migration")
                    .table("ratio_fixer_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .createSchemas(false)
                    .cleanDisabled(true)
                    .connectRetries(3)
                    .connectRetriesInterval(1)
                    .load()
                    .migrate();
            log.info("database migrated database={} ran={}", url, result.migrationsExecuted);
            return result.migrationsExecuted;
        } catch (FlywayException failed) {
            throw new DatabaseException("cannot migrate the database " + url + ": " + oneLine(failed), failed);
        }
    }

    private static String oneLine(FlywayException failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}

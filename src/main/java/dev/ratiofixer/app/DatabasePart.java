package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.DiskHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** PostgreSQL. {@link Engine} opens and closes it, as every other part is built on it. */
final class DatabasePart implements EnginePart {
    private final Vertx vertx;
    private final Database database;
    private final DatabaseSettings settings;

    DatabasePart(EngineContext engine) {
        this.vertx = engine.vertx();
        this.database = engine.stores().database();
        this.settings = engine.configuration().databaseInUse();
    }

    @Override
    public String name() {
        return "database-health";
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("database", true, this::health);
        if (settings.isEmbedded()) {
            checks.add("disk", false, new DiskHealth(vertx, settings.directory())::look);
        }
    }

    private Future<ComponentHealth> health() {
        return database.ping()
                .map(answered -> ComponentHealth.up("the database answers" + restarts()))
                .otherwise(away -> ComponentHealth.down(
                        "the database does not answer (" + away.getMessage()
                                + "): readings wait in memory, and nothing is ordered" + restarts(),
                        settings.isEmbedded()
                                ? "nothing at first: it is started again by itself. If that does not help, whoever runs Ratio"
                                        + " Fixer looks into its log (postgres.log in " + settings.directory() + ")"
                                : "whoever runs Ratio Fixer checks that it runs, and its address (DATABASE_URL, or setting"
                                        + " database.url)"
                                        + database.remedy(away)));
    }

    private String restarts() {
        int restarts = database.serverRestarts();
        return restarts == 0 ? "" : "; it was gone and was started again " + restarts + " times since the start";
    }
}

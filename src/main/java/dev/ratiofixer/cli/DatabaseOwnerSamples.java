package dev.ratiofixer.cli;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.model.training.DataException;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.OwnerSamples;
import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.sample.PgOwnerSamples;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Owner's samples out of the configured database, which is opened for that and closed again. */
public final class DatabaseOwnerSamples implements OwnerSamples {
    private final Supplier<Configuration> configuration;

    public DatabaseOwnerSamples(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    /** @throws DataException also where compliance declines derived metrics: what a model learns is one */
    @Override
    public List<EngagementRow> of(String ownerId) {
        Configuration current = configuration.get();
        if (current.compliance().derivedMetrics() == DerivedMetrics.DECLINED) {
            throw new DataException(
                    "compliance.derived_metrics is \"declined\", and what a model learns from samples is"
                            + " derived from them: train --data, or get YouTube's amendment and set it to \"accepted\"");
        }
        Vertx vertx = Vertx.vertx();
        try {
            Database database = Database.openBeside(vertx, current.databaseInUse());
            try {
                return new PgOwnerSamples(database).of(ownerId);
            } finally {
                database.close(vertx).toCompletionStage().toCompletableFuture().get();
            }
        } catch (ExecutionException failed) {
            throw new DataException("the database could not be closed: " + ErrorMessages.oneLine(failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DataException("stopped while the database was closing", stopped);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

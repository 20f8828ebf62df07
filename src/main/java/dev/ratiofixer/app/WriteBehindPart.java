package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.campaign.PgCampaignStore.WriteBehind;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Samples and snapshots on their way to the database. */
final class WriteBehindPart implements EnginePart {
    private static final long DRAIN_SECONDS = 3;

    private final PgCampaignStore campaigns;

    WriteBehindPart(EngineContext engine) {
        campaigns = engine.stores().campaigns();
    }

    @Override
    public String name() {
        return "write-behind";
    }

    @Override
    public Future<Void> stop() {
        return campaigns.drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add(name(), false, () -> Future.succeededFuture(health(campaigns.writeBehind())));
    }

    @Override
    public void bind(EngineMetrics metrics) {
        metrics.gauge(EngineGauge.BUFFER, () -> campaigns.writeBehind().campaigns());
        metrics.total(EngineTotal.THINNED, () -> campaigns.writeBehind().thinned());
    }

    private static ComponentHealth health(WriteBehind state) {
        String waiting = "the newest readings of " + state.campaigns() + " campaigns wait to be written";
        return state.trouble() == null
                ? ComponentHealth.up(waiting)
                : ComponentHealth.degraded(
                        waiting + ", and " + state.thinned()
                                + " in between were left out, as the database is slow or away (" + state.trouble()
                                + ")",
                        "nothing if it passes: what waits is written by itself. Else whoever runs Ratio Fixer checks the"
                                + " database");
    }
}

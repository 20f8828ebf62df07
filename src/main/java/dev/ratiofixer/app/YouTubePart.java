package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.PollingMetricsBinder;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.youtube.YouTubeHealth;
import dev.ratiofixer.youtube.YouTubeVerticle;
import dev.ratiofixer.youtube.YouTubeVerticle.OutageTolerance;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import io.vertx.core.Future;
import java.util.Set;

/** Polling of YouTube. */
final class YouTubePart implements EnginePart {
    private final YouTubeVerticle youtube;
    private final EngineContext.DeployedVerticles deployed;
    private final ProviderHealthChecks health;
    private final PollingMetricsBinder meters;

    YouTubePart(EngineContext engine) {
        CurrentConfiguration live = engine.live();
        Configuration configuration = engine.configuration();
        youtube = new YouTubeVerticle(
                configuration.youtube(),
                configuration.cluster().isAlone() ? OutageTolerance.ALONE : OutageTolerance.OF_MANY,
                engine.time().clock(),
                engine.time().timers(),
                engine.stores().quota(),
                new UploadReadingStore.Retained(
                        engine.stores().uploads(), () -> live.get().compliance().retention()),
                () -> live.secret(Secret.YOUTUBE_API_KEY).orElse(""));
        deployed = engine.prepare(youtube);
        health = new ProviderHealthChecks(engine.vertx().eventBus(), live);
        meters = new PollingMetricsBinder(health::polling, engine.time().realTimers());
    }

    @Override
    public String name() {
        return "youtube";
    }

    @Override
    public Future<Void> start() {
        return deployed.deploy().onSuccess(polling -> meters.start());
    }

    @Override
    public Future<Void> stop() {
        meters.stop();
        return deployed.undeploy();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("youtube", false, health::youtube).add("youtube-quota", false, health::quota);
    }

    @Override
    public void bind(EngineMetrics metrics) {
        meters.bind(metrics);
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.YOUTUBE);
    }

    /** The floor of polling first: campaigns, a later part, then wish for the new interval. */
    @Override
    public Future<Void> reload(Configuration next) {
        return youtube.apply(next.youtube());
    }

    /** Returns how polling is. */
    Future<YouTubeHealth> polling() {
        return health.polling();
    }
}

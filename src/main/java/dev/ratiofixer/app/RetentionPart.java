package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.store.sample.SampleRetention.SampleRetentionJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;

/** Samples that compliance does not allow to keep are dropped. */
final class RetentionPart implements EnginePart {
    private final CurrentConfiguration live;
    private final SampleRetentionJob job;

    RetentionPart(EngineContext engine) {
        live = engine.live();
        job = new SampleRetentionJob(
                engine.stores().retention(),
                engine.time().clock(),
                engine.time().timers(),
                this::retention);
    }

    private Duration retention() {
        return live.get().compliance().retention();
    }

    /** As people count: whole days, as the schema asks for. */
    private String days() {
        long days = retention().toDays();
        return days == 1 ? "1 day" : days + " days";
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Future<Void> start() {
        job.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return job.stop();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add(name(), false, () -> Future.succeededFuture(health(job.lastRun())));
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.COMPLIANCE);
    }

    /** What may be kept no longer goes at once. */
    @Override
    public Future<Void> reload(Configuration next) {
        job.runSoon();
        return Future.succeededFuture();
    }

    private ComponentHealth health(SampleRetentionJob.LastRun last) {
        if (last.failure() != null) {
            return ComponentHealth.degraded(
                    "readings older than " + days() + " could not be deleted, as YouTube's terms ask for (" + last.failure() + ")",
                    "nothing while the database is away: it is tried again by itself. Else whoever runs Ratio Fixer looks for a"
                            + " long query or a backup that holds their tables (youtube_campaign_samples_YYYYMMDD), or"
                            + " drops those by hand");
        }
        String rule = "readings are kept for " + days();
        return ComponentHealth.up(last.at() == null ? rule : rule + ", last looked at " + last.at());
    }
}

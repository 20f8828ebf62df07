package dev.ratiofixer.app;

import dev.ratiofixer.app.health.BandCoverage;
import dev.ratiofixer.app.health.BandCoverage.CoverageShare;
import dev.ratiofixer.app.health.BandCoverage.CoveredCounter;
import dev.ratiofixer.app.health.BandCoverage.Stratum;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.http.Health;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks all the time whether readings are where they are expected; has nothing to start or stop. */
final class ExpectationsPart implements EnginePart {
    private final BandCoverage coverage = new BandCoverage();
    private final InstantSource clock;

    ExpectationsPart(EngineContext engine) {
        clock = engine.time().clock();
    }

    @Override
    public String name() {
        return "expectations";
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("expectations", false, () -> Future.succeededFuture(coverage.health(clock.instant())));
    }

    @Override
    public void bind(EngineMetrics metrics) {
        for (Stratum group : Stratum.all()) {
            metrics.coverage(
                    group,
                    () -> coverage.share(group, clock.instant()).value(),
                    () -> coverage.share(group, clock.instant()).readings());
        }
    }

    /** Counts a reading of a campaign against what was expected of it. Any thread. */
    void judged(VideoFacts video, Sample sample, Expectation expectation) {
        count(
                CoveredCounter.LIKES,
                video,
                sample,
                expectation.likes(),
                sample.counters().likes());
        count(
                CoveredCounter.COMMENTS,
                video,
                sample,
                expectation.comments(),
                sample.counters().comments());
    }

    private void count(
            CoveredCounter counter, VideoFacts video, Sample sample, Quantiles expected, @Nullable Long count) {
        if (count != null) {
            Duration age = Duration.between(video.publishedAt(), sample.at());
            coverage.add(counter, sample.at(), age, sample.countingRegime(), expected, count);
        }
    }

    /** Returns the share inside by kinds of readings, those of which there are some. */
    List<Health.Coverage> coverage() {
        Instant now = clock.instant();
        return Stratum.all().stream()
                .map(group -> coverage(group, coverage.share(group, now)))
                .filter(line -> line.readings() > 0)
                .toList();
    }

    private static Health.Coverage coverage(Stratum group, CoverageShare share) {
        return new Health.Coverage(
                group.counterLabel(), group.age().label(), group.countingLabel(), share.readings(), share.inside());
    }
}

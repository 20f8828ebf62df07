package dev.ratiofixer;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.campaign.CampaignMeters;
import dev.ratiofixer.http.HttpVerticle;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.observe.BandCoverage;
import dev.ratiofixer.observe.BandCoverage.Counter;
import dev.ratiofixer.observe.BandCoverage.Group;
import dev.ratiofixer.observe.EngineGauge;
import dev.ratiofixer.observe.EngineMetrics;
import dev.ratiofixer.observe.EngineTotal;
import dev.ratiofixer.smm.OrderChanged;
import dev.ratiofixer.smm.OrderStatus;
import dev.ratiofixer.smm.OrderView;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Connects the engine's meters to what they measure. */
final class EngineMeters {
    private EngineMeters() {}

    static void connect(Vertx vertx, EngineMetrics metrics, CampaignDeployments deployments, Stores stores) {
        metrics.gauge(EngineGauge.CAMPAIGNS, deployments::count);
        metrics.gauge(EngineGauge.BUFFER, () -> stores.campaigns().writeBehind().campaigns());
        metrics.total(
                EngineTotal.THINNED, () -> stores.campaigns().writeBehind().thinned());
        vertx.eventBus().<OrderChanged>localConsumer(Addresses.ORDER_EVENTS, message -> {
            if (!message.headers().contains(Addresses.FROM_NODE)) {
                count(metrics, message.body().order());
            }
        });
    }

    /** What campaigns count, as meters. */
    static CampaignMeters campaigns(EngineMetrics metrics, BandCoverage coverage) {
        return new CampaignMeters() {
            @Override
            public void decided(long nanos) {
                metrics.decided(nanos);
            }

            @Override
            public void sampled(Duration late) {
                metrics.polled(late);
            }

            @Override
            public void judged(VideoFacts video, Sample sample, Expectation expectation) {
                count(
                        coverage,
                        Counter.LIKES,
                        video,
                        sample,
                        expectation.likes(),
                        sample.counters().likes());
                count(
                        coverage,
                        Counter.COMMENTS,
                        video,
                        sample,
                        expectation.comments(),
                        sample.counters().comments());
            }
        };
    }

    private static void count(
            BandCoverage coverage,
            Counter counter,
            VideoFacts video,
            Sample sample,
            Quantiles expected,
            @Nullable Long count) {
        if (count != null) {
            Duration age = Duration.between(video.publishedAt(), sample.at());
            coverage.add(counter, sample.at(), age, sample.countingRegime(), expected, count);
        }
    }

    /** Shows what of the readings lies in the band. */
    static void connect(EngineMetrics metrics, BandCoverage coverage, InstantSource clock) {
        for (Group group : Group.all()) {
            metrics.coverage(
                    group,
                    () -> coverage.share(group, clock.instant()).value(),
                    () -> coverage.share(group, clock.instant()).readings());
        }
    }

    /** What the model and the live stream say of themselves. */
    static void connect(EngineMetrics metrics, ModelVerticle model, HttpVerticle http) {
        metrics.total(EngineTotal.EXPECTATIONS, model::answered);
        metrics.gauge(EngineGauge.STREAMS, http::streams);
    }

    private static void count(EngineMetrics metrics, OrderView order) {
        String type = order.orderType().name().toLowerCase(Locale.ROOT);
        metrics.orderChanged(type, order.status().name().toLowerCase(Locale.ROOT));
        if (order.status() == OrderStatus.COMPLETED) {
            metrics.spent(type, order.cost());
        }
    }
}

package dev.ratiofixer.app.metrics;

import dev.ratiofixer.app.Repositories;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignCounters;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.http.HttpVerticle;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderView;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;

/** Connects the engine's meters to what they measure. */
public final class EngineMetricsBinder {
    private EngineMetricsBinder() {}

    public static void connect(
            Vertx vertx, EngineMetrics metrics, CampaignDeployments deployments, Repositories stores) {
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
    public static CampaignCounters campaigns(EngineMetrics metrics) {
        return new CampaignCounters() {
            @Override
            public void decided(long nanos) {
                metrics.decided(nanos);
            }

            @Override
            public void sampled(Duration late) {
                metrics.polled(late);
            }
        };
    }

    /** What the model and the live stream say of themselves. */
    public static void connect(EngineMetrics metrics, ModelVerticle model, HttpVerticle http) {
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

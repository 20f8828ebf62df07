package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.execution.SmmVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Set;

/** The promotion orders, and the providers through which they act. */
final class PromotionPart implements EnginePart {
    private final EngineContext engine;
    private final SpendingPart spending;
    private final Vertx vertx;
    private final SmmVerticle smm;
    private final EngineContext.DeployedVerticles deployed;
    private final ProviderHealthChecks health;
    private final AdsOperations operations;

    /** @param spending may hold money back that the file would let go */
    PromotionPart(EngineContext engine, SpendingPart spending) {
        this.engine = engine;
        this.spending = spending;
        CurrentConfiguration live = engine.live();
        vertx = engine.vertx();
        operations = new AdsOperations(engine);
        smm = new SmmVerticle(
                        spending.restrict(CurrentConfiguration.smmSettings(engine.configuration())),
                        live.providers(),
                        live.providerSecrets(),
                        new CommentQuotaGate(
                                engine.stores().quota(), live, engine.time().clock()),
                        new SmmVerticle.Shares(
                                operations.allowance(),
                                engine.stores().serviceUse(),
                                engine.stores().holds(),
                                engine.stores().networks()),
                        engine.stores().orders(),
                        engine.stores().preflights(),
                        engine.stores().ownerTokens(),
                        engine.time().clock(),
                        engine.time().timers())
                .keeping(engine.stores().decisions())
                .trying(engine.stores().trials())
                .recording(engine.stores().policyRecord());
        deployed = engine.prepare(smm);
        health = new ProviderHealthChecks(vertx.eventBus(), live);
    }

    @Override
    public String name() {
        return "smm";
    }

    @Override
    public Future<Void> start() {
        // The switch is known by now. Begun as if it were off, every raised budget would go back.
        apply();
        spending.onTurn(this::apply);
        return deployed.deploy();
    }

    private void apply() {
        smm.apply(
                spending.restrict(CurrentConfiguration.smmSettings(engine.live().get())));
    }

    @Override
    public Future<Void> stop() {
        return deployed.undeploy();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("promotion", false, health::promotion)
                .add("google-ads", false, () -> health.provider("google_ads"))
                .add("ads-services", false, () -> health.provider("ads_services"))
                .add("budget-returns", false, health::budgetReturns)
                .add("google-ads-operations", false, () -> Future.succeededFuture(operations.health()))
                .add("owner-comments", false, () -> health.provider("owner_comments"))
                .add("sheet", false, () -> health.provider("sheet"))
                .add("webhook", false, () -> health.provider("team_tasks"));
    }

    @Override
    public void bind(EngineMetrics metrics) {
        operations.bind(metrics);
        vertx.eventBus().<OrderChanged>localConsumer(Addresses.ORDER_EVENTS, message -> {
            if (!message.headers().contains(Addresses.FROM_NODE)) {
                count(metrics, message.body().order());
            }
        });
    }

    private static void count(EngineMetrics metrics, OrderView order) {
        String type = order.orderType().name().toLowerCase(Locale.ROOT);
        metrics.orderChanged(type, order.status().name().toLowerCase(Locale.ROOT));
        if (order.status() == OrderStatus.COMPLETED) {
            metrics.spent(type, order.cost());
        }
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(
                SectionName.COMPLIANCE,
                SectionName.LIMITS,
                SectionName.SERVICES,
                SectionName.POLICY,
                SectionName.YOUTUBE);
    }

    /** Orders stop before campaigns, a later part, follow. */
    @Override
    public Future<Void> reload(Configuration next) {
        smm.apply(spending.restrict(CurrentConfiguration.smmSettings(next)));
        smm.youtube(next.youtube().origin());
        return Future.succeededFuture();
    }
}

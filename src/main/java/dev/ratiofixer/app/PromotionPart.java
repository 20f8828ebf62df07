package dev.ratiofixer.app;

import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.health.ProviderHealthChecks;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SpendingControl;
import dev.ratiofixer.smm.execution.SmmVerticle;
import dev.ratiofixer.store.order.PgSpendingSwitch;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /**
     * The admins' switch over spending. Each node looks at it every few seconds; an outage of the database leaves it as
     * it was.
     */
    static final class SpendingPart implements EnginePart, SpendingControl {
        private static final Logger LOG = LoggerFactory.getLogger(SpendingPart.class);
        private static final Duration LOOK = Duration.ofSeconds(3);

        private final EngineContext engine;
        private final PgSpendingSwitch stored;
        private final InstantSource clock;
        private final RepeatingTask looks;
        private final OutageLog outages = new OutageLog(
                cause -> LOG.warn("the spending switch cannot be read: {}", cause.toString()),
                () -> LOG.info("the spending switch can be read again"));
        private volatile boolean on;
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        SpendingPart(EngineContext engine) {
            this.engine = engine;
            this.stored = engine.stores().spendingSwitch();
            this.clock = engine.time().clock();
            this.looks = new RepeatingTask(engine.time().realTimers(), LOOK, this::look);
        }

        /** @param heard called when the switch says something else than before */
        void onTurn(Runnable heard) {
            listeners.add(heard);
        }

        /** The settings as far as the switch lets them be. */
        SmmSettings restrict(SmmSettings settings) {
            EngineLimits limits = settings.limits();
            return on
                    ? settings
                    : new SmmSettings(
                            settings.services(),
                            new EngineLimits(limits.perOrder(), limits.perDay(), false),
                            settings.policy(),
                            settings.ordersAllowed(),
                            settings.links());
        }

        @Override
        public String name() {
            return "spending";
        }

        /**
         * Looks before anything is ordered. A start that does not get to know the switch fails: it must not be guessed.
         */
        @Override
        public Future<Void> start() {
            return look().onSuccess(looked -> looks.later());
        }

        @Override
        public Future<Void> stop() {
            looks.stop();
            return Future.succeededFuture();
        }

        private Future<Void> look() {
            return outages.of(stored.last().map(last -> {
                become(last.map(SwitchChange::on).orElse(true));
                return null;
            }));
        }

        private void become(boolean now) {
            if (on != now) {
                on = now;
                LOG.info("spending_switch={}", now ? "on" : "off");
                engine.live().switched(now);
                listeners.forEach(Runnable::run);
            }
        }

        @Override
        public Future<SpendingState> state() {
            EngineLimits limits = engine.live().get().limits();
            var day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
            return stored.last()
                    .compose(last -> stored.held(day)
                            .map(held -> new SpendingState(
                                    limits.spending()
                                            && last.map(SwitchChange::on).orElse(true),
                                    limits.spending(),
                                    last.orElse(null),
                                    limits,
                                    held)));
        }

        @Override
        public Future<SpendingState> turn(boolean wanted, String actor, String reason) {
            Instant now = clock.instant();
            return stored.turn(new SwitchChange(wanted, now, actor, reason))
                    .compose(written -> look())
                    .compose(looked -> state());
        }
    }

    /** Lets the owner's comments take their units from the ledger that polling takes its from. */
    static final class CommentQuotaGate implements QuotaGate {
        private final QuotaLedger ledger;
        private final CurrentConfiguration live;
        private final InstantSource clock;

        CommentQuotaGate(QuotaLedger ledger, CurrentConfiguration live, InstantSource clock) {
            this.ledger = ledger;
            this.live = live;
            this.clock = clock;
        }

        @Override
        public Future<Void> take(int units) {
            PacificDay day = PacificDay.of(clock.instant());
            int limit = live.get().youtube().reserveUnits();
            return ledger.reserve(day, QuotaBucket.COMMENTS, units, limit)
                    .compose(grant -> grant.granted() == units
                            ? Future.succeededFuture()
                            : ledger.giveBack(day, QuotaBucket.COMMENTS, grant.granted())
                                    .compose(back -> Future.failedFuture(usedUp(day))));
        }

        private ProviderException usedUp(PacificDay day) {
            return new ProviderException(new ProviderFailure.QuotaExhausted(
                    "what is kept of YouTube's quota for comments is used up today (setting youtube.reserve_units)",
                    Duration.between(clock.instant(), day.end())));
        }
    }
}

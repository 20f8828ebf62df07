package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationsPlan;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderSecrets;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.access.PgOwnerTokenLedger;
import dev.ratiofixer.store.campaign.PgServiceUse;
import dev.ratiofixer.store.order.PgAdNetworks;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.store.order.PgPreflightLedger;
import dev.ratiofixer.store.order.PgSpendingHolds;
import dev.ratiofixer.store.quota.PgOperationsLedger;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The promotion engine on PostgreSQL against {@link StrictAds}, on a manual clock; it is killed when those ask for it.
 */
final class StrictWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    final ManualTime time = new ManualTime(START);
    final StrictAds ads;
    private final String currency;
    private final int daily;
    private final Database database;
    private final String node = "node-" + UUID.randomUUID();
    private final Vertx outside = Vertx.vertx();
    private Vertx inside = Vertx.vertx();
    /** The engine's own connections: they die with it, in the middle of a transaction if it has to be. */
    private Database connected;

    private @Nullable SmmVerticle verticle;
    private SmmSettings settings;
    private int deaths;

    StrictWorld(Database database, int version, int daily, String currency) {
        this.database = database;
        this.connected = connect();
        this.currency = currency;
        this.daily = daily;
        this.ads = new StrictAds(outside, time, version, daily);
        this.settings = settings(true);
        clear();
    }

    private Database connect() {
        return Database.connect(
                inside, database.url(), new DatabaseSettings("external", Path.of("unused"), 8, 10_000, true));
    }

    /** The next world in the same database finds nothing to do. */
    private void clear() {
        for (String sql : List.of(
                "UPDATE ratio_fixer_campaigns SET status = 'stopped'",
                "UPDATE youtube_ratio_fixer_orders SET due_at = NULL",
                "DELETE FROM ratio_fixer_ads_operations")) {
            SmmWorld.await(database.pool().query(sql).execute());
        }
    }

    private SmmSettings settings(boolean spending) {
        List<PromotionService> services = new ArrayList<>();
        ads.all()
                .forEach(account -> services.add(new AdBudgetService(
                        account.campaign,
                        "Campaign " + account.campaign,
                        account.customer,
                        null,
                        account.campaign,
                        money("1.00"),
                        money("100000.00"))));
        services.add(new TeamTaskService("team", "Team", URI.create(ads.origin() + "/hooks/team")));
        return new SmmSettings(
                services, new EngineLimits(money("100000.00"), money("1000000.00"), spending), PolicySettings.DEFAULT);
    }

    Money money(String amount) {
        return Money.parse(currency.equals("JPY") ? amount.replace(".00", "") : amount, currency);
    }

    String campaign(String video) {
        String id = UUID.randomUUID().toString();
        SmmWorld.await(OrderCampaigns.running(database, id, video, time.instant(), node));
        return id;
    }

    void start() {
        settings = settings(true);
        deploy();
    }

    private void deploy() {
        new MessageCodec(Json.mapper(), List.of()).install(inside.eventBus());
        URI origin = URI.create(ads.origin());
        OAuthCredentials credentials = new OAuthCredentials("id", "secret", "refresh");
        OperationsAllowance allowance = new OperationsAllowance(
                new PgOperationsLedger(connected),
                time,
                () -> Optional.of(OperationsPlan.of(daily, ads.accounts.size())));
        SmmVerticle deployed = new SmmVerticle(
                settings,
                new ProviderEndpoints(
                        new GoogleSettings.Ads(origin, "v" + ads.version()),
                        new GoogleSettings.OAuth(URI.create(ads.origin() + "/token")),
                        new GoogleSettings.Sheets(origin),
                        origin,
                        new SecuritySettings(true)),
                new ProviderSecrets(
                        () -> Optional.of(credentials),
                        () -> OwnerCredentials.NONE,
                        Optional::empty,
                        () -> Optional.of("hook-secret"),
                        Optional::empty),
                QuotaGate.OPEN,
                new SmmVerticle.Shares(
                        allowance,
                        new PgServiceUse(connected),
                        new PgSpendingHolds(connected),
                        new PgAdNetworks(connected)),
                new PgOrderLedger(connected, node, SmmWorld.AT_ONCE),
                new PgPreflightLedger(connected),
                new PgOwnerTokenLedger(connected),
                time,
                new OnContext(time));
        verticle = deployed;
        Future<String> up = inside.deployVerticle(deployed);
        waitFor(up::isComplete);
    }

    /** Waits, and has the engine killed and started again whenever the stand-in wants it. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (ads.killWanted()) {
                kill();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so in 120 s at " + time.instant());
            }
            pause();
        }
    }

    private void waitFor(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }

    private void pause() {
        Promise<Void> soon = Promise.promise();
        outside.setTimer(2, fired -> soon.complete());
        SmmWorld.await(soon.future());
    }

    private void kill() {
        SmmWorld.await(inside.close());
        inside = Vertx.vertx();
        connected = connect();
        deaths++;
        ads.killed();
        deploy();
    }

    /** Moves the clock on and waits until nothing is due. */
    void advance(Duration by) {
        time.advance(by);
        settle();
    }

    void settle() {
        int[] rounds = {0};
        until(() -> {
            boolean none = due() == 0;
            if (!none && rounds[0]++ % 10 == 0 && verticle != null) {
                // An alarm that was set while the clock was moved would ring a little later than its time.
                verticle.apply(settings);
            }
            return none;
        });
    }

    private long due() {
        return SmmWorld.await(database.pool()
                        .preparedQuery("""
                                SELECT count(*) FROM youtube_ratio_fixer_orders o
                                JOIN ratio_fixer_campaigns c USING (campaign_id)
                                WHERE c.lease_node = $1 AND o.due_at <= $2
                                """)
                        .execute(Tuple.of(node, time.instant().atOffset(ZoneOffset.UTC))))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Asks until it is answered: who asked a killed engine asks again. */
    PlaceOrderOutcome ask(BusMessage question) {
        return (PlaceOrderOutcome) request(question);
    }

    BusMessage request(BusMessage question) {
        while (true) {
            int before = deaths;
            Future<io.vertx.core.eventbus.Message<BusMessage>> answer =
                    inside.eventBus().request(Addresses.SMM, question);
            until(() -> answer.isComplete() || deaths > before);
            if (answer.succeeded()) {
                return answer.result().body();
            }
        }
    }

    ServicePart returns() {
        return part("budget_returns");
    }

    ServicePart part(String name) {
        PromotionHealth health = (PromotionHealth) request(new GetPromotionHealth());
        return health.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<OrderRecord> orders(String campaign) {
        return SmmWorld.await(new PgOrderLedger(database, node).records(campaign, "", 500));
    }

    void spendingOff() {
        settings = settings(false);
        if (verticle != null) {
            verticle.apply(settings);
        }
    }

    void stopCampaign(String campaign) {
        SmmWorld.await(database.pool()
                .preparedQuery("UPDATE ratio_fixer_campaigns SET status = 'stopped' WHERE campaign_id = $1")
                .execute(Tuple.of(campaign)));
    }

    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        SmmWorld.await(database.pool().query(OrderAudit.WHERE_NOBODY_GIVES_BACK).execute())
                .forEach(row -> found.add(row.getString("what")));
        return found;
    }

    @Override
    public void close() {
        SmmWorld.await(inside.close());
        clear();
        ads.close();
        SmmWorld.await(outside.close());
    }

    /** Manual timers whose tasks run on the context of whoever scheduled them. */
    private record OnContext(ManualTime manual) implements Timers {
        @Override
        public Timer after(Duration delay, Runnable task) {
            Context context = java.util.Objects.requireNonNull(Vertx.currentContext());
            return manual.after(delay, () -> context.runOnContext(now -> task.run()));
        }
    }
}

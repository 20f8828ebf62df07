package dev.ratiofixer.chaos;

import dev.ratiofixer.chaos.ChaosSettings.Program;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.execution.OrderAgreement;
import dev.ratiofixer.smm.execution.OrderAudit;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.store.order.PgOrderLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One run: starts the nodes and the campaigns, does to them what there is to do, lets them come to rest, stops them,
 * and compares what everybody wrote down.
 */
final class ChaosDay {
    /** Longer than a lease of ten seconds. */
    private static final Duration LONG = Duration.ofSeconds(14);

    private static final Duration SHORT = Duration.ofSeconds(5);
    /** Ten minutes, at the speed of the documented run. */
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    /** Until fresh processes have compiled what they run all the time. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Duration REST = Duration.ofSeconds(20);
    private static final int MOST_RECORDS = 10_000;

    private final ChaosSettings settings;
    private final Random random;
    private final ChaosWorld world;
    private final OwnerWatch watch;
    private final NodeDeeds nodes;
    private final DatabaseDeeds database;
    private final ProviderFaults upstreams;
    private final People people;

    private ChaosDay(ChaosSettings settings, ChaosWorld world, OwnerWatch watch) {
        this.settings = settings;
        this.world = world;
        this.watch = watch;
        this.random = new Random(settings.seed());
        this.nodes = new NodeDeeds(world, watch, random);
        this.database = new DatabaseDeeds(world);
        this.upstreams = new ProviderFaults(world, new Random(settings.seed() + 1));
        this.people = new People(world, new Random(settings.seed() + 2));
    }

    /** Runs it; its files are left in the directory. */
    static ChaosOutcome run(ChaosSettings settings, Path directory) throws Exception {
        try (ChaosWorld world = new ChaosWorld(settings, directory);
                OwnerWatch watch = new OwnerWatch(TestDatabase.jdbc(world.database()), world.nodes())) {
            return new ChaosDay(settings, world, watch).run();
        }
    }

    private ChaosOutcome run() throws Exception {
        for (String node : ChaosNodes.names()) {
            world.nodes().begin(node);
        }
        for (String node : ChaosNodes.names()) {
            world.nodes().of(node).port();
        }
        people.startCampaigns();
        Thread.sleep(SETTLE);
        Instant from = world.clock().instant();
        watch.begin();
        people.begin();
        if (settings.program() != Program.RESTART) {
            upstreams.begin();
        }
        actThrough(settings.real());
        upstreams.close();
        Thread.sleep(REST);
        Instant to = world.clock().instant();
        people.close();
        world.troubles().during(Incident.Kind.STOPPED, null, "", () -> {
            for (String node : ChaosNodes.names()) {
                world.nodes().terminate(node);
            }
        });
        return outcome(from, to);
    }

    /** Does what there is to do at even distances, the kinds mixed. */
    private void actThrough(Duration time) throws Exception {
        List<IncidentLog.Deed> deeds = deeds();
        Collections.shuffle(deeds, random);
        long began = System.nanoTime();
        long step = time.toNanos() / (deeds.size() + 1);
        for (int i = 0; i < deeds.size(); i++) {
            long wait = began + (i + 1) * step - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, wait)));
            deeds.get(i).run();
        }
        Thread.sleep(Duration.ofNanos(Math.max(0, began + time.toNanos() - System.nanoTime())));
    }

    private List<IncidentLog.Deed> deeds() {
        List<IncidentLog.Deed> deeds = new ArrayList<>();
        switch (settings.program()) {
            case RESTART -> deeds.add(nodes::restartAll);
            case HOUR -> most(deeds);
            case DAY -> {
                most(deeds);
                rest(deeds);
            }
        }
        return deeds;
    }

    private void most(List<IncidentLog.Deed> deeds) {
        add(deeds, 1, nodes::kill);
        add(deeds, 5, () -> nodes.freeze(LONG));
        add(deeds, 5, database::cut);
        add(deeds, 10, () -> database.away(SHORT));
        add(deeds, 20, database::kill);
        add(deeds, 10, () -> nodes.putClockWrong(Duration.ofMinutes(5), SHORT));
    }

    private void rest(List<IncidentLog.Deed> deeds) {
        Credentials tokens = world.sandbox().options().credentials();
        add(deeds, 10, () -> nodes.freeze(SHORT));
        add(deeds, 10, () -> nodes.putClockWrong(Duration.ofMinutes(-5), SHORT));
        add(deeds, 20, nodes::restartAll);
        add(deeds, 10, nodes::reload);
        add(deeds, 10, () -> database.away(OUTAGE));
        add(deeds, 10, () -> database.readOnly(SHORT));
        add(deeds, 10, () -> database.full(OUTAGE));
        add(deeds, 10, () -> database.lock(SHORT));
        add(deeds, 20, () -> upstreams.revoke(tokens.ownerRefreshToken(), "the owner's", SHORT));
        add(deeds, 20, () -> upstreams.revoke(tokens.adsRefreshToken(), "the advertiser's", SHORT));
    }

    /** One for so many kills, at least one. */
    private void add(List<IncidentLog.Deed> deeds, int kills, IncidentLog.Deed deed) {
        for (int i = 0; i < Math.max(1, settings.kills() / kills); i++) {
            deeds.add(deed);
        }
    }

    private ChaosOutcome outcome(Instant from, Instant to) throws Exception {
        List<OrderRecord> records = new ArrayList<>();
        PgOrderLedger ledger = new PgOrderLedger(world.database(), "reader");
        for (String campaign : ChaosWorld.await(OrderCampaigns.ids(world.database()))) {
            records.addAll(ChaosWorld.await(ledger.records(campaign, "", MOST_RECORDS)));
        }
        OrderAgreement.Found orders = OrderAgreement.of(records, world.sandbox().ledger());
        List<String> wrong = new ArrayList<>(orders.disagreements());
        ChaosWorld.await(world.database().reads().query(OrderAudit.SQL).execute())
                .forEach(row -> wrong.add(row.getString("what")));
        if (!upstreams.trouble().isEmpty()) {
            wrong.add("the providers' faults ended early: " + upstreams.trouble());
        }
        return new ChaosOutcome(
                settings,
                world.troubles().counts(),
                nodes.reloads(),
                people.answers(),
                records.size(),
                OrderAgreement.count(records, OrderStatus.COMPLETED)
                        + OrderAgreement.count(records, OrderStatus.PENDING),
                OrderAgreement.count(records, OrderStatus.FAILED),
                OrderAgreement.count(records, OrderStatus.PLACING),
                orders,
                wrong,
                watch.gaps(),
                watch.aloneNow(),
                world.nodes().stops(),
                new SampleAudit(world, from, to).find(),
                new LogAudit(world).find());
    }
}

package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.time.ScaledClock;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills two nodes that order with SIGKILL, first at each named point of each kind of order's life and then at random,
 * and prints as one JSON line whether the sandbox's ledger and the engine's tables agree. PostgreSQL and the sandbox
 * are in this process, each node is one of its own ({@link KilledOrderNode}).
 *
 * <p>Arguments: number of random kills (500), how fast the engine's clock runs (2400).
 */
public final class OrderKillFigures {
    private static final int MOST_WRITES = 30;
    private static final int LONGEST_AFTER = 40;
    /** Eleven days at the usual speed: what an order does is measured for less. */
    private static final long DRAIN_MILLIS = 400_000;

    private record Figures(
            String figure,
            int randomKills,
            int namedKills,
            int writesBegun,
            int orders,
            long completed,
            long failed,
            int budgetChanges,
            int comments,
            int tasks,
            int repeatedTasks,
            long givenBackTooLate,
            List<String> disagreements,
            long seconds) {}

    private OrderKillFigures() {}

    public static void main(String[] args) {
        int code = 0;
        try {
            run(args);
        } catch (Exception failed) {
            failed.printStackTrace();
            code = 1;
        }
        System.exit(code);
    }

    private static void run(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        double speed = args.length > 1 ? Double.parseDouble(args[1]) : 2400;
        Vertx vertx = Vertx.vertx();
        Database database = TestDatabase.start(vertx, Files.createTempDirectory("order-kills"));
        long began = System.currentTimeMillis();
        ScaledClock clock = new ScaledClock(KillWorld.START, speed);
        Sandbox sandbox = KillWorld.await(new Sandbox(vertx, clock, options(2 * kills)).start());
        campaigns(database, sandbox, 2 * kills);
        KilledProcess.Start start =
                new KilledProcess.Start(sandbox.origin(), TestDatabase.address(database), began, speed);
        KilledProcess.archive(start);
        int writes = kill(start, kills);
        drain(start, database);
        print(kills, writes, database, sandbox, (System.currentTimeMillis() - began) / 1000);
        KillWorld.await(database.close(vertx));
        KillWorld.await(vertx.close());
    }

    /** With quota for all, and tokens that hold longer than a request takes on a clock as fast as this. */
    private static SandboxOptions options(int commented) {
        SandboxOptions some = SandboxOptions.defaults();
        return new SandboxOptions(
                some.place(),
                some.seed(),
                some.speed(),
                new SandboxOptions.DailyQuota(1_000_000_000, 1),
                commented,
                some.ads(),
                new SandboxOptions.Grants(some.credentials(), Duration.ofDays(30), Set.of()),
                some.audience());
    }

    /** Ads and tasks on the replayed videos, comments on made-up ones; half of them each node's. */
    private static void campaigns(Database database, Sandbox sandbox, int commented) {
        var opening = SandboxBudgets.of(sandbox);
        for (int i = 0; i < KillWorld.ADS_CAMPAIGNS; i++) {
            var video = sandbox.videos().get(i);
            KillWorld.await(OrderCampaigns.running(
                    database,
                    new OrderCampaigns.Row(
                            "ads-" + i, video.videoId(), video.channelId(), KillWorld.adsCampaign(i), opening.get(i)),
                    KillWorld.START,
                    "node-" + i % 2));
        }
        for (int i = 0; i < commented; i++) {
            KillWorld.await(OrderCampaigns.running(
                    database,
                    new OrderCampaigns.Row(
                            "comments-" + i, "Syn%07dA".formatted(i), "UCsynthetic%013d".formatted(i / 100), "", 0),
                    KillWorld.START,
                    "node-" + i % 2));
        }
    }

    /** Returns how many writes those had begun that were killed at random. */
    private static int kill(KilledProcess.Start start, int kills) throws Exception {
        List<Point> points = HaltingLedger.points();
        int writes = 0;
        try (ExecutorService killers = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> both = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                int mine = node;
                both.add(killers.submit(() -> kill(start, "node-" + mine, points, mine, kills / 2)));
            }
            for (Future<Integer> one : both) {
                writes += one.get();
            }
        }
        return writes;
    }

    private static int kill(KilledProcess.Start start, String node, List<Point> points, int first, int kills)
            throws Exception {
        Random random = new Random(node.hashCode());
        KilledProcess spare = KilledProcess.prepare(start, node);
        for (int i = first; i < points.size(); i += 2) {
            KilledProcess next = KilledProcess.prepare(start, node);
            Point point = points.get(i);
            KilledProcess running = spare.going("go %s %s %s".formatted(point.type(), point.write(), point.after()));
            running.await("reached");
            running.kill();
            System.err.println(node + " was killed at " + point);
            spare = next;
        }
        int writes = 0;
        for (int i = 0; i < kills; i++) {
            KilledProcess next = KilledProcess.prepare(start, node);
            writes +=
                    spare.going("go").killAfter(random.nextInt(1, MOST_WRITES + 1), random.nextInt(LONGEST_AFTER + 1));
            if (i % 25 == 0) {
                System.err.println(node + " was killed at random " + (i + 1) + " times, after " + writes + " writes");
            }
            spare = next;
        }
        spare.kill();
        return writes;
    }

    /** Nobody asks and nobody is killed any more: what is open comes to its end. */
    private static void drain(KilledProcess.Start start, Database database) throws Exception {
        List<KilledProcess> nodes = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            nodes.add(KilledProcess.prepare(start, "node-" + node).going("drain"));
        }
        long until = System.currentTimeMillis() + DRAIN_MILLIS;
        while (OrderCampaigns.open(database) > 0 && System.currentTimeMillis() < until) {
            nodes.getFirst().live(500);
        }
        for (KilledProcess node : nodes) {
            node.kill();
        }
    }

    private static void print(int kills, int writes, Database database, Sandbox sandbox, long seconds)
            throws Exception {
        List<OrderRecord> records = new ArrayList<>();
        PgOrderLedger ledger = new PgOrderLedger(database, "reader");
        for (String campaign : KillWorld.await(OrderCampaigns.ids(database))) {
            records.addAll(KillWorld.await(ledger.records(campaign, "", 10_000)));
        }
        OrderAgreement.Found found = OrderAgreement.of(records, sandbox.ledger());
        List<String> wrong = new ArrayList<>(found.disagreements());
        KillWorld.await(database.reads()
                        .query(OrderAudit.WHERE_NOBODY_GIVES_BACK)
                        .execute())
                .forEach(row -> wrong.add(row.getString("what")));
        long late = KillWorld.await(database.reads().query(OrderAudit.LATE).execute())
                .iterator()
                .next()
                .getLong("late");
        long open = OrderCampaigns.open(database);
        if (open > 0) {
            wrong.add(open + " orders did not come to their end");
        }
        System.out.println(Json.mapper()
                .writeValueAsString(new Figures(
                        "order_kills",
                        kills,
                        HaltingLedger.points().size(),
                        writes,
                        records.size(),
                        OrderAgreement.count(records, OrderStatus.COMPLETED),
                        OrderAgreement.count(records, OrderStatus.FAILED),
                        found.budgets(),
                        found.comments(),
                        found.tasks(),
                        found.repeatedTasks(),
                        late,
                        wrong,
                        seconds)));
    }
}

package dev.ratiofixer.bench;

import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.sandbox.world.LoadTestVideos;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.embedded.Directories;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Orders through the ledger a second, of runnable files in turn: a thousand campaigns are started together, fall short
 * at once, and each has the team asked by one task to a receiver of this process. Counted from the first order that is
 * written until the last is placed, by what the tables say; a crowd goes before it, so that the compiler has seen the
 * work. Every file's engine is a process of its own on a database of its own of one durable PostgreSQL.
 *
 * <p>Arguments: files as {@code OLD.jar,NEW.jar} (this build alone if left out), turns (5), campaigns (1,000).
 */
final class OrdersFigure {
    /** How long may pass without an order: not every video falls short. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int POLL_MILLIS = 50;
    /** Few enough that a cold engine on a busy machine answers in time. */
    private static final int A_CALL = 100;

    /** What lies between the first order's writing and the last one's placing. */
    private static final String PLACED = """
            SELECT count(*) AS orders, count(*) FILTER (WHERE status = 'pending') AS placed,
                   coalesce(extract(epoch FROM max(placed_at) - min(ordered_at)), 0) AS seconds
            FROM youtube_ratio_fixer_orders
            WHERE video_id >= ?
            """;

    private OrdersFigure() {}

    /** What one crowd of campaigns came to. */
    private record Crowd(long orders, long open, double seconds, double engineCpu, double postgresCpu) {
        double perSecond() {
            return orders / seconds;
        }
    }

    static void run(String[] given) throws Exception {
        Arguments arguments = new Arguments(given);
        List<String> files = ServedFile.named(arguments);
        int turns = arguments.number(5);
        int campaigns = arguments.number(1_000);
        Path directory = Files.createTempDirectory("orders-figure");
        Vertx vertx = Vertx.vertx();
        Database server = TestDatabase.durable(vertx, directory.resolve("data"));
        List<List<Crowd>> crowds = new ArrayList<>();
        List<Report> reports = new ArrayList<>();
        for (String file : files) {
            crowds.add(new ArrayList<>());
            reports.add(new Report("orders")
                    .setting("file", ServedFile.shortened(file))
                    .setting("turns", turns)
                    .setting("campaigns", campaigns));
        }
        long repeated;
        try (SandboxProcess sandbox = SandboxProcess.start(2 * campaigns);
                TaskReceiver receiver = TaskReceiver.start(vertx)) {
            for (int turn = 0; turn < turns; turn++) {
                for (int i = 0; i < files.size(); i++) {
                    String name = "orders_%d_%d".formatted(turn, i);
                    crowds.get(i).add(measure(files.get(i), server, name, directory, sandbox, receiver, campaigns));
                }
            }
            repeated = receiver.repeated();
        }
        for (int i = 0; i < files.size(); i++) {
            print(reports.get(i).value("repeated_tasks", repeated), crowds.get(i), crowds.getFirst());
        }
        server.close(vertx).toCompletionStage().toCompletableFuture().join();
        Directories.delete(directory);
    }

    private static void print(Report report, List<Crowd> crowds, List<Crowd> first) {
        double rate = median(crowds);
        report.value("orders", crowds.getLast().orders())
                .value("orders_per_second", rate)
                .value("to_first", rate / median(first))
                .value(
                        "each",
                        crowds.stream()
                                .map(crowd -> Math.round(crowd.perSecond()))
                                .toList()
                                .toString())
                .value("engine_cpu_ms_an_order", cpu(crowds, false))
                .value("postgres_cpu_ms_an_order", cpu(crowds, true))
                .print();
    }

    private static double median(List<Crowd> crowds) {
        return Percentiles.median(crowds.stream().mapToDouble(Crowd::perSecond).toArray());
    }

    private static double cpu(List<Crowd> crowds, boolean postgres) {
        return Percentiles.median(crowds.stream()
                .mapToDouble(crowd -> 1e3 * (postgres ? crowd.postgresCpu() : crowd.engineCpu()) / crowd.orders())
                .toArray());
    }

    private static Crowd measure(
            String file,
            Database server,
            String name,
            Path directory,
            SandboxProcess sandbox,
            TaskReceiver receiver,
            int campaigns)
            throws Exception {
        TestDatabase.create(server, name);
        JsonObject configuration = configuration(sandbox.origin().toString(), receiver.address());
        Path work = Files.createDirectories(directory.resolve(name));
        try (ServedFile served =
                ServedFile.start(file, work, configuration, TestDatabase.address(server, name), Map.of())) {
            DataSource database = TestDatabase.jdbc(server, name);
            crowd(served, database, directory, 0, campaigns);
            return crowd(served, database, directory, campaigns, 2 * campaigns);
        }
    }

    /** Starts campaigns and waits until no more orders come and all are placed. */
    private static Crowd crowd(ServedFile served, DataSource database, Path directory, int from, int to)
            throws Exception {
        double engine = Cpu.withEnded(served.pid());
        double postgres = Cpu.ofPostgresWithEnded(directory);
        for (int first = from; first < to; first += A_CALL) {
            JsonArray starts = new JsonArray();
            for (int video = first; video < Math.min(to, first + A_CALL); video++) {
                starts.add(start(video));
            }
            served.post("/api/ratio-fixer/start/batch", new JsonObject().put("campaigns", starts));
        }
        Crowd found = new Crowd(0, 0, 1, 0, 0);
        long began = System.nanoTime();
        long changed = began;
        while (found.open() > 0 || System.nanoTime() - changed < QUIET.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            Crowd now = read(database, LoadTestVideos.id(from));
            if (now.orders() != found.orders() || now.open() != found.open() || now.seconds() != found.seconds()) {
                changed = System.nanoTime();
                found = new Crowd(
                        now.orders(),
                        now.open(),
                        now.seconds(),
                        Cpu.withEnded(served.pid()) - engine,
                        Cpu.ofPostgresWithEnded(directory) - postgres);
            }
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new IOException("only " + found + " after " + LONGEST);
            }
        }
        if (found.orders() == 0) {
            throw new IOException("no order was placed: " + served.log());
        }
        return found;
    }

    private static Crowd read(DataSource database, String first) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(PLACED)) {
            statement.setString(1, first);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long placed = row.getLong("placed");
                return new Crowd(placed, row.getLong("orders") - placed, row.getDouble("seconds"), 0, 0);
            }
        }
    }

    /** Every video that is not among the best falls short, and may be acted on at once. */
    private static JsonObject configuration(String sandbox, String receiver) {
        return ServedFile.upstream(sandbox)
                .put(
                        "policy",
                        new JsonObject().put("trigger", 0.85).put("target", 0.9).put("warm_up", "PT0S"))
                .put(
                        "services",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "7")
                                        .put("type", "team_task")
                                        .put("name", "Newsletter team")
                                        .put("url", receiver)));
    }

    private static JsonObject start(int video) {
        Instant now = Instant.now();
        return new JsonObject()
                .put("campaign_name", "Campaign " + video)
                .put("video_id", LoadTestVideos.id(video))
                .put("mode", "auto")
                .put("like_server", "7")
                .put("max_spend", "10.00")
                .put("daily_spend", "10.00")
                .put("currency", "USD")
                .put(
                        "consent",
                        new JsonObject()
                                .put("granted_by", "Ada")
                                .put("granted_at", now.minusSeconds(60).toString())
                                .put("expires_at", now.plus(Duration.ofDays(90)).toString()));
    }
}

package dev.ratiofixer.bench;

import dev.ratiofixer.fixtures.FreePort;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * From SIGKILL of a node to when the other one runs all of its campaigns, by what the survivor says of itself; of
 * runnable files in turn, with leases as they ship. Two nodes of a file share one database, Hazelcast and the sandbox;
 * after each takeover the killed one is started again and the kill waits until both run as many.
 *
 * <p>Arguments: files as {@code OLD.jar,NEW.jar} (this build alone if left out), kills of each (15), campaigns (100).
 */
final class TakeoverFigure {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 20;
    private static final int HEARTBEAT_MILLIS = 2_000;

    private TakeoverFigure() {}

    /** The two nodes of a file, and where what they need is. */
    private static final class Pair implements AutoCloseable {
        private final String file;
        private final JsonObject configuration;
        private final String database;
        private final Path directory;
        private final List<Integer> ports = List.of(FreePort.find(), FreePort.find());
        private final List<ServedFile> nodes = new ArrayList<>();

        Pair(String file, JsonObject configuration, String database, Path directory) throws Exception {
            this.file = file;
            this.configuration = configuration;
            this.database = database;
            this.directory = directory;
            nodes.add(start(0));
            nodes.add(start(1));
        }

        ServedFile start(int number) throws Exception {
            JsonArray members = new JsonArray();
            ports.forEach(port -> members.add("127.0.0.1:" + port));
            JsonObject cluster = new JsonObject()
                    .put("manager", "hazelcast")
                    .put("name", "figure-" + directory.getFileName())
                    .put("host", "127.0.0.1")
                    .put("port", ports.get(number))
                    .put("members", members);
            return ServedFile.start(
                    file,
                    Files.createDirectories(directory.resolve("node-" + number)),
                    configuration.copy().put("cluster", cluster),
                    database,
                    Map.of("RATIO_FIXER_NODE", "node-" + number));
        }

        /** Kills a node, measures, and starts it again. Returns milliseconds until the other ran all. */
        double kill(int number, int campaigns) throws Exception {
            int other = 1 - number;
            long killed = System.nanoTime();
            nodes.get(number).kill();
            await(other, campaigns);
            double millis = (System.nanoTime() - killed) / 1e6;
            nodes.set(number, start(number));
            return millis;
        }

        /** Waits until a node runs so many campaigns. */
        void await(int number, long campaigns) throws Exception {
            long began = System.nanoTime();
            while (nodes.get(number).get("/api/ratio-fixer/health").getLong("live_campaigns") != campaigns) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new IOException("node " + number + " does not run " + campaigns + ": "
                            + nodes.get(number).log());
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        @Override
        public void close() {
            for (ServedFile node : nodes) {
                node.close();
            }
        }
    }

    static void run(String[] given) throws Exception {
        Arguments arguments = new Arguments(given);
        List<String> files = ServedFile.named(arguments);
        int kills = arguments.number(15);
        int campaigns = arguments.number(100);
        Path directory = Files.createTempDirectory("takeover-figure");
        Vertx vertx = Vertx.vertx();
        Database server = TestDatabase.durable(vertx, directory.resolve("data"));
        List<Report> reports = new ArrayList<>();
        List<double[]> times = new ArrayList<>();
        try (SandboxProcess sandbox = SandboxProcess.start(campaigns)) {
            for (int i = 0; i < files.size(); i++) {
                reports.add(new Report("takeover")
                        .setting("file", ServedFile.shortened(files.get(i)))
                        .setting("kills", kills)
                        .setting("campaigns", campaigns));
                String name = "takeover_" + i;
                TestDatabase.create(server, name);
                JsonObject configuration = ServedFile.upstream(sandbox.origin().toString());
                try (Pair pair = new Pair(
                        files.get(i),
                        configuration,
                        TestDatabase.address(server, name),
                        Files.createDirectories(directory.resolve(name)))) {
                    times.add(measure(pair, kills, campaigns));
                }
                print(reports.get(i), times.get(i), times.getFirst());
            }
        }
        server.close(vertx).toCompletionStage().toCompletableFuture().join();
        Directories.delete(directory);
    }

    private static double[] measure(Pair pair, int kills, int campaigns) throws Exception {
        JsonArray starts = new JsonArray();
        for (int video = 0; video < campaigns; video++) {
            starts.add(new JsonObject()
                    .put("campaign_name", "Campaign " + video)
                    .put("video_id", LoadTestVideos.id(video))
                    .put("mode", "observe"));
        }
        pair.nodes.getFirst().post("/api/ratio-fixer/start/batch", new JsonObject().put("campaigns", starts));
        Random random = new Random(1);
        double[] times = new double[kills];
        for (int kill = 0; kill < kills; kill++) {
            pair.await(0, campaigns / 2);
            pair.await(1, campaigns - campaigns / 2);
            TimeUnit.MILLISECONDS.sleep(HEARTBEAT_MILLIS + random.nextInt(HEARTBEAT_MILLIS));
            times[kill] = pair.kill(kill % 2, campaigns);
        }
        return times;
    }

    private static void print(Report report, double[] times, double[] first) {
        double median = Percentiles.median(times);
        double longest = Arrays.stream(times).max().orElse(0);
        report.value("median_s", median / 1e3)
                .value("longest_s", longest / 1e3)
                .value("median_to_first", median / Percentiles.median(first))
                .value("longest_to_first", longest / Arrays.stream(first).max().orElse(0))
                .value(
                        "each_ms",
                        Arrays.stream(times)
                                .mapToLong(Math::round)
                                .boxed()
                                .toList()
                                .toString())
                .print();
    }
}

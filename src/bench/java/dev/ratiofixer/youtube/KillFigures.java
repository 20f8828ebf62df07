package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.ScaledClock;
import io.vertx.core.Vertx;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Kills a polling process with SIGKILL at random times, many times on one simulated day, and prints as one JSON line
 * what the stand-in counted. The ledger is PostgreSQL, the process is a JVM of its own ({@link KilledNode}).
 *
 * <p>Arguments: number of kills (200), minutes that the day takes (12).
 */
public final class KillFigures {
    private static final int LIMIT = 10_000;
    private static final int VIDEOS = 5_000;
    private static final PacificDay DAY = new PacificDay(LocalDate.of(2026, 11, 10));

    private record Figures(
            String figure,
            int kills,
            int videos,
            int limit,
            int units,
            int statsCalls,
            double usedPercent,
            boolean passed,
            double wallSeconds) {}

    private KillFigures() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        Duration wall = Duration.ofMinutes(args.length > 1 ? Integer.parseInt(args[1]) : 12);
        Vertx vertx = Vertx.vertx();
        Path directory = Files.createTempDirectory("quota-kills");
        Database database = TestDatabase.start(vertx, directory);
        double speed = (double) Duration.between(DAY.start(), DAY.end()).toMillis() / wall.toMillis();
        InstantSource clock = new ScaledClock(DAY.start(), speed);
        long began = System.currentTimeMillis();
        StandIn standIn = standIn(vertx, clock);
        List<String> command = command(standIn, TestDatabase.address(database), began, speed);
        for (long death : deaths(kills, wall)) {
            runUntil(command, began + death);
        }
        runUntil(command, began + wall.toMillis() - 1_000);
        print(kills, standIn, (System.currentTimeMillis() - began) / 1e3);
        PollingTestBench.await(database.close(vertx));
        PollingTestBench.await(vertx.close());
    }

    private static StandIn standIn(Vertx vertx, InstantSource clock) throws Exception {
        StandIn standIn = PollingTestBench.await(StandIn.start(vertx, clock));
        standIn.keepsCalls = false;
        // It answers past the limit too, so that a passed limit shows as one.
        standIn.limit = Integer.MAX_VALUE;
        IntStream.range(0, VIDEOS)
                .forEach(i -> standIn.catalog.add(
                        PollingDay.id(i).value(),
                        "UC" + i % 100,
                        Instant.parse("2026-09-01T00:00:00Z").plusSeconds(i).toString()));
        return standIn;
    }

    private static List<String> command(StandIn standIn, String database, long began, double speed) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dvertx.disableDnsResolver=true",
                "-cp",
                System.getProperty("java.class.path"),
                KilledNode.class.getName(),
                standIn.origin().toString(),
                database,
                DAY.start().toString(),
                String.valueOf(began),
                String.valueOf(speed),
                String.valueOf(VIDEOS),
                String.valueOf(LIMIT));
    }

    private static long[] deaths(int kills, Duration wall) {
        return new Random(42).longs(kills, 0, wall.toMillis() - 1_000).sorted().toArray();
    }

    private static void runUntil(List<String> command, long wallMillis) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        process.waitFor(Math.max(1, wallMillis - System.currentTimeMillis()), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static void print(int kills, StandIn standIn, double seconds) throws Exception {
        int units = standIn.used(DAY, "units");
        int stats = standIn.used(DAY, "stats_calls");
        System.out.println(Json.mapper()
                .writeValueAsString(new Figures(
                        "polling_kills",
                        kills,
                        VIDEOS,
                        LIMIT,
                        units,
                        stats,
                        Math.round(100.0 * (units + stats) / (2 * LIMIT) * 10) / 10.0,
                        units > LIMIT || stats > LIMIT,
                        seconds)));
    }
}

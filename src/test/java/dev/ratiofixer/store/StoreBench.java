package dev.ratiofixer.store;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.ratiofixer.bench.Report;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Measures the store on a durable embedded database in a fresh directory; prints one JSON line a figure.
 *
 * <p>Arguments: how many campaigns (100,000 by default), and how many samples (1,000,000).
 */
public final class StoreBench implements AutoCloseable {
    private static final int BULK = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final PgCampaignStore store;
    private final LeaseKeeper keeper;

    private StoreBench(Path directory) {
        database = Database.open(vertx, DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory));
        store = new PgCampaignStore(vertx, database, lost -> {});
        keeper = new LeaseKeeper(
                database,
                "bench",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                new VertxTimers(vertx, 1),
                new Deaf());
        Waiting.on(keeper.start());
    }

    /**
     * The figure {@code samples}: ticks as the engine writes them, a sample and a snapshot each, and samples alone.
     *
     * <p>Arguments: campaigns (10,000), samples (1,000,000).
     */
    public static void run(String[] arguments) throws Exception {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Report report = new Report("samples").setting("campaigns", campaigns).setting("samples", samples);
        Path directory = Files.createTempDirectory("ratio-fixer-bench");
        try (StoreBench bench = new StoreBench(directory)) {
            List<Campaign> inserted = bench.bulkStart(campaigns);
            report.value("ticks_per_second", bench.samples(inserted, samples))
                    .value("samples_per_second", bench.samplesAlone(inserted, samples))
                    .print();
        } finally {
            Directories.delete(directory);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Path directory = Files.createTempDirectory("ratio-fixer-bench");
        try {
            List<Campaign> inserted;
            try (StoreBench bench = new StoreBench(directory)) {
                bench.startLatency(1_000);
                inserted = bench.bulkStart(campaigns);
                List<Campaign> some = inserted.subList(0, Math.min(10_000, inserted.size()));
                bench.samples(some, samples);
                bench.samplesAlone(some, samples);
            }
            recovery(directory, campaigns);
        } finally {
            Directories.delete(directory);
        }
    }

    /** One start after the other, as a person's clicks come. */
    private void startLatency(int count) {
        for (int i = 0; i < count / 2; i++) {
            Waiting.on(store.insert(Given.campaign(), Given.fresh(), "bench", null));
        }
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            Waiting.on(store.insert(Given.campaign(), Given.fresh(), "bench", null));
            micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
        }
        Arrays.sort(micros);
        print(
                "start_latency",
                "\"count\":%d,\"p50_ms\":%.2f,\"p99_ms\":%.2f",
                count,
                micros[count / 2] / 1e3,
                micros[count * 99 / 100] / 1e3);
    }

    /** A thousand starts at a time, each batch after the last. */
    private List<Campaign> bulkStart(int count) {
        List<Campaign> campaigns = new ArrayList<>(count);
        long began = System.nanoTime();
        while (campaigns.size() < count) {
            List<Future<Inserted>> batch = new ArrayList<>(BULK);
            for (int i = 0; i < BULK; i++) {
                batch.add(store.insert(Given.campaign(), Given.fresh(), "bench", null));
            }
            batch.forEach(each -> campaigns.add(((Inserted.Fresh) Waiting.on(each)).campaign()));
        }
        double seconds = secondsSince(began);
        print(
                "bulk_start",
                "\"campaigns\":%d,\"batch\":%d,\"seconds\":%.2f,\"per_second\":%.0f",
                count,
                BULK,
                seconds,
                count / seconds);
        return campaigns;
    }

    /** Ticks of all campaigns in turn, a tick a sample and a snapshot, with no more than 20,000 unwritten. */
    private double samples(List<Campaign> campaigns, int count) {
        long began = System.nanoTime();
        int written = 0;
        for (int round = 0; written < count; round++) {
            for (Campaign campaign : campaigns) {
                store.saveBehind(campaign, Given.sampled(Given.NOW.plusSeconds(36L * round), round));
            }
            written += campaigns.size();
            Waiting.on(store.drain());
        }
        double seconds = secondsSince(began);
        print(
                "samples_and_snapshots",
                "\"campaigns\":%d,\"samples\":%d,\"seconds\":%.2f,\"per_second\":%.0f",
                campaigns.size(),
                written,
                seconds,
                written / seconds);
        return written / seconds;
    }

    /** The samples' statement alone, two at a time. */
    private double samplesAlone(List<Campaign> campaigns, int count) {
        SampleWriter writer = new SampleWriter(database.behind(), "bench");
        Semaphore underWay = new Semaphore(2);
        long began = System.nanoTime();
        int written = 0;
        while (written < count) {
            List<Reading> batch = new ArrayList<>(5_000);
            for (int i = 0; i < 5_000; i++, written++) {
                dev.ratiofixer.campaign.CampaignSnapshot snapshot =
                        Given.sampled(Given.NOW.plusSeconds(86_400L * 30 + 36L * (written / campaigns.size())), i);
                batch.add(new Reading(
                        campaigns.get(written % campaigns.size()).id(),
                        campaigns.get(written % campaigns.size()).epoch(),
                        java.util.Objects.requireNonNull(snapshot.lastSample()),
                        Given.EXPECTED,
                        snapshot.channel()));
            }
            underWay.acquireUninterruptibly();
            writer.append(batch).onComplete(done -> underWay.release());
        }
        underWay.acquireUninterruptibly(2);
        double seconds = secondsSince(began);
        print(
                "samples_alone",
                "\"samples\":%d,\"batch\":5000,\"seconds\":%.2f,\"per_second\":%.0f",
                written,
                seconds,
                written / seconds);
        return written / seconds;
    }

    /** A new engine on the directory: from the open database to every campaign claimed and read. */
    private static void recovery(Path directory, int atLeast) {
        long opened = System.nanoTime();
        try (StoreBench bench = new StoreBench(directory)) {
            double open = secondsSince(opened);
            long began = System.nanoTime();
            int claimed = 0;
            int last = 1;
            while (last > 0) {
                last = Waiting.on(bench.store.claim("bench", BULK)).size();
                claimed += last;
            }
            if (claimed < atLeast) {
                throw new IllegalStateException("only " + claimed + " came back");
            }
            print(
                    "recovery",
                    "\"campaigns\":%d,\"open_seconds\":%.2f,\"claim_seconds\":%.2f",
                    claimed,
                    open,
                    secondsSince(began));
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    @FormatMethod
    private static void print(String figure, @FormatString String fields, Object... values) {
        System.out.println("{\"figure\":\"" + figure + "\"," + String.format(Locale.ROOT, fields, values) + "}");
    }

    private static final class Deaf implements LeaseKeeper.Listener {
        @Override
        public Future<Void> lost() {
            return Future.succeededFuture();
        }

        @Override
        public void regained() {}
    }

    @Override
    public void close() {
        Waiting.on(store.drain());
        Waiting.on(keeper.stop());
        Waiting.on(database.close(vertx));
        Waiting.on(vertx.close());
    }
}

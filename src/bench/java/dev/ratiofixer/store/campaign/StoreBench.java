package dev.ratiofixer.store.campaign;

import dev.ratiofixer.bench.Report;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.embedded.Directories;
import dev.ratiofixer.store.lease.NodeLease;
import dev.ratiofixer.store.sample.SampleWriter;
import dev.ratiofixer.store.sample.SampleWriter.PendingSample;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * The figure {@code samples}: ticks as the engine writes them, a sample and a snapshot each, and samples alone, on a
 * durable embedded database in a fresh directory. Prints one JSON line.
 *
 * <p>Arguments: campaigns (10,000), samples (1,000,000).
 */
public final class StoreBench implements AutoCloseable {
    private static final int BULK = 1_000;
    private static final int STATEMENT = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final PgCampaignStore store;
    private final NodeLease keeper;

    private StoreBench(Path directory) {
        database = Database.open(vertx, DatabaseSettings.of(DatabaseSettings.EMBEDDED, directory));
        store = new PgCampaignStore(vertx, database, lost -> {});
        keeper = new NodeLease(
                database,
                "bench",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                new VertxTimers(vertx, 1),
                new Deaf());
        Waiting.on(keeper.start());
    }

    /** Runs it. */
    public static void run(String[] arguments) throws Exception {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Report report = new Report("samples").setting("campaigns", campaigns).setting("samples", samples);
        Path directory = Files.createTempDirectory("ratio-fixer-bench");
        try (StoreBench bench = new StoreBench(directory)) {
            List<Campaign> inserted = bench.insert(campaigns);
            report.value("ticks_per_second", bench.ticks(inserted, samples))
                    .value("samples_per_second", bench.samplesAlone(inserted, samples))
                    .print();
        } finally {
            Directories.delete(directory);
        }
    }

    /** A thousand at a time, each batch after the last. */
    private List<Campaign> insert(int count) {
        List<Campaign> campaigns = new ArrayList<>(count);
        while (campaigns.size() < count) {
            List<Future<Inserted>> batch = new ArrayList<>(BULK);
            for (int i = campaigns.size(); i < count && batch.size() < BULK; i++) {
                batch.add(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "bench", null));
            }
            batch.forEach(each -> campaigns.add(((Inserted.Fresh) Waiting.on(each)).campaign()));
        }
        return campaigns;
    }

    /** Ticks of all campaigns in turn, a tick a sample and a snapshot, each turn written before the next. */
    private double ticks(List<Campaign> campaigns, int count) {
        long began = System.nanoTime();
        int written = 0;
        for (int round = 0; written < count; round++) {
            for (Campaign campaign : campaigns) {
                store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * round), round));
            }
            written += campaigns.size();
            Waiting.on(store.drain());
        }
        return written / secondsSince(began);
    }

    /** The samples' statement alone, two at a time. */
    private double samplesAlone(List<Campaign> campaigns, int count) {
        SampleWriter writer = new SampleWriter(database.behind(), "bench");
        Semaphore underWay = new Semaphore(2);
        List<Future<Void>> statements = new ArrayList<>();
        long began = System.nanoTime();
        int written = 0;
        while (written < count) {
            List<PendingSample> batch = new ArrayList<>(STATEMENT);
            for (int i = 0; i < STATEMENT; i++, written++) {
                CampaignSnapshot snapshot = StoreFixtures.sampled(
                        StoreFixtures.NOW.plusSeconds(86_400L * 30 + 36L * (written / campaigns.size())), i);
                Campaign campaign = campaigns.get(written % campaigns.size());
                batch.add(new PendingSample(
                        campaign.id(),
                        campaign.epoch(),
                        Objects.requireNonNull(snapshot.lastSample()),
                        StoreFixtures.EXPECTED,
                        snapshot.channel()));
            }
            underWay.acquireUninterruptibly();
            statements.add(writer.append(batch).onComplete(done -> underWay.release()));
        }
        statements.forEach(Waiting::on);
        return written / secondsSince(began);
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static final class Deaf implements NodeLease.Listener {
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

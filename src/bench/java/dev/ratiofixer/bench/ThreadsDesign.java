package dev.ratiofixer.bench;

import dev.ratiofixer.campaign.SteppedCampaign;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A thread for each campaign, as the replaced app had, that sleeps between its ticks. */
final class ThreadsDesign implements Design {
    private final Thread.Builder builder;
    private final List<Thread> threads = new ArrayList<>();

    /** @param builder of platform or of virtual threads */
    ThreadsDesign(Thread.Builder builder) {
        this.builder = builder;
    }

    @Override
    public void start(Map<String, SteppedCampaign> campaigns, Duration interval, BlockingTick tick) {
        long between = interval.toNanos() / campaigns.size();
        long first = System.nanoTime();
        for (Map.Entry<String, SteppedCampaign> each : campaigns.entrySet()) {
            long due = first + threads.size() * between;
            threads.add(builder.start(() -> live(each.getKey(), each.getValue(), due, interval, tick)));
        }
    }

    private static void live(String id, SteppedCampaign campaign, long first, Duration interval, BlockingTick tick) {
        try {
            for (long due = first; ; due += interval.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                step(id, campaign, tick);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void step(String id, SteppedCampaign campaign, BlockingTick tick) throws InterruptedException {
        try {
            tick.run(id, campaign);
        } catch (IOException | SQLException failed) {
            if (!Thread.currentThread().isInterrupted()) {
                System.err.println("a tick failed: " + failed);
            }
        }
    }

    /** Waits for ticks under way: what they work on is closed next. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

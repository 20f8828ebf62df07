package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.youtube.PollingDay.Plan;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Prints the figures of docs/performance.md, "Polling a day", one JSON line each: three simulated days, and the day on
 * which a node is killed over and over ({@link KillFigures}, which takes the same arguments).
 */
public final class PollingFigures {
    private static final Duration INTERVAL = Duration.ofSeconds(36);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 10);

    private PollingFigures() {}

    public static void main(String[] args) throws Exception {
        List<Plan> plans = List.of(
                new Plan(416, 8, INTERVAL, 10_000, 10_000, DAY, 0),
                new Plan(5_000, 100, INTERVAL, 10_000, 10_000, DAY, 0),
                new Plan(100_000, 2_000, INTERVAL, 10_000, 10_000, DAY, 0));
        for (Plan plan : plans) {
            System.out.println(Json.mapper().writeValueAsString(PollingDay.simulate(plan, new MemoryLedger())));
        }
        KillFigures.main(args);
    }
}

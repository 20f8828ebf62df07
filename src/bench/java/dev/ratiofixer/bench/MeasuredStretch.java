package dev.ratiofixer.bench;

import java.time.Instant;

/** Watches for a while what ticks on a {@link Stage}, whoever makes it tick. */
final class MeasuredStretch {
    private MeasuredStretch() {}

    /** Adds what it saw to a report; gives this process's CPU milliseconds of a tick. */
    static double over(Report report, Stage stage, int campaigns, int seconds) throws Exception {
        double heap = Cpu.liveHeapMegabytes();
        Instant from = Instant.now();
        double cpu = Cpu.ofEngine();
        double postgres = Cpu.ofPostgres(stage.directory());
        double sandbox = stage.sandbox().cpuSeconds();
        Thread.sleep(1_000L * seconds);
        cpu = Cpu.ofEngine() - cpu;
        postgres = Cpu.ofPostgres(stage.directory()) - postgres;
        sandbox = stage.sandbox().cpuSeconds() - sandbox;
        Ticks ticks = Ticks.between(stage.database(), from, Instant.now(), stage.interval());
        ticks.report(report)
                .value(
                        "ticks_wanted",
                        (long) campaigns * seconds / stage.interval().toSeconds())
                .value("cores", cpu / seconds)
                .value("postgres_cores", postgres / seconds)
                .value("sandbox_cores", sandbox / seconds)
                .value("cpu_ms_a_tick", 1e3 * cpu / ticks.count())
                .value("postgres_cpu_ms_a_tick", 1e3 * postgres / ticks.count())
                .value("heap_mb", heap)
                .value("heap_mb_after", Cpu.liveHeapMegabytes());
        return 1e3 * cpu / ticks.count();
    }
}

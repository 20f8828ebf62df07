package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import java.time.Duration;

/**
 * A whole engine with ever more running campaigns, each ticking through polling, model, decision and persisted sample,
 * against the sandbox in a process of its own. Prints a line for few campaigns and one for many; each begins with the
 * recovery of all of them from the database.
 *
 * <p>Arguments: many (100,000), few (1,000, or 0 to leave that out), seconds of measuring each (240).
 */
final class CampaignsFigure {
    private static final Duration INTERVAL = Duration.ofSeconds(36);
    private static final int WARM_UP_SECONDS = 72;

    private final Stage stage;
    private final int seconds;

    private CampaignsFigure(Stage stage, int seconds) {
        this.stage = stage;
        this.seconds = seconds;
    }

    static void run(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        int many = given.number(100_000);
        int few = given.number(1_000);
        int seconds = given.number(240);
        try (Stage stage = new Stage(many, INTERVAL)) {
            run(stage, few, many, seconds, WARM_UP_SECONDS);
        }
    }

    static void run(Stage stage, int few, int many, int seconds, int warmUpSeconds) throws Exception {
        CampaignsFigure figure = new CampaignsFigure(stage, seconds);
        double cpuOfFew = few == 0 ? Double.NaN : figure.measure(few, warmUpSeconds, Double.NaN);
        figure.measure(many, warmUpSeconds, cpuOfFew);
    }

    /** Restarts the engine with so many campaigns and watches them; gives the CPU milliseconds of a tick. */
    private double measure(int campaigns, int warmUpSeconds, double cpuOfFew) throws Exception {
        Report report = new Report("campaigns")
                .setting("campaigns", campaigns)
                .setting("interval_s", stage.interval().toSeconds())
                .setting("measured_s", seconds)
                .setting("mode", "observe");
        stage.closeEngine();
        stage.store(campaigns);
        recover(report, campaigns);
        pause(warmUpSeconds);
        double cpuMillis = MeasuredStretch.over(report, stage, campaigns, seconds);
        if (!Double.isNaN(cpuOfFew)) {
            report.value("cpu_a_tick_to_few", cpuMillis / cpuOfFew);
        }
        report.print();
        return cpuMillis;
    }

    /** From the engine's start on to all campaigns deployed again. */
    private void recover(Report report, int campaigns) throws Exception {
        long began = System.nanoTime();
        EngineUnderLoad engine = stage.open();
        report.value("engine_answers_s", (System.nanoTime() - began) / 1e9);
        while (engine.live() < campaigns) {
            pause(0.05);
        }
        report.value("all_deployed_s", (System.nanoTime() - began) / 1e9);
    }

    private static void pause(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1e3));
    }
}

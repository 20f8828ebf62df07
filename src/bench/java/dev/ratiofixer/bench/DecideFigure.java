package dev.ratiofixer.bench;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a decision costs, by JMH in a fresh process: nanoseconds and bytes.
 *
 * <p>Arguments: milliseconds of an iteration (1,000), iterations to warm up and to measure (5), processes (1).
 */
final class DecideFigure {
    private DecideFigure() {}

    static void run(String[] arguments) throws RunnerException {
        Arguments given = new Arguments(arguments);
        int millis = given.number(1_000);
        int iterations = given.number(5);
        int forks = given.number(1);
        Report report = new Report("decide")
                .setting("iteration_ms", millis)
                .setting("iterations", iterations)
                .setting("forks", forks);
        Options options = new OptionsBuilder()
                .include("DecideBench")
                .warmupIterations(iterations)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .forks(forks)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        double tick = 0;
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().replaceFirst(".*\\.", "");
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            tick += result.getPrimaryResult().getScore();
            report.value(name + "_ns", result.getPrimaryResult().getScore())
                    .value(name + "_error_ns", result.getPrimaryResult().getScoreError())
                    .value(name + "_bytes", bytes == null ? Double.NaN : bytes.getScore());
        }
        report.value("tick_ns", tick).print();
    }
}

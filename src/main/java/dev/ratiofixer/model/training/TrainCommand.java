package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: makes a model file of engagement data. The same data and seed make the same file. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Trains a model on engagement data.")
public final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Engagement data, .csv or .csv.gz.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file to write.")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance in the training (default 1).")
    private long seed;

    @Override
    public Integer call() {
        return Outcome.of(spec, this::run);
    }

    private void run() throws IOException {
        List<Reading> readings = EngagementData.read(data);
        TrainingPlan plan = TrainingPlan.standard(seed);
        Progress progress = new Progress(spec.commandLine().getErr(), Trainer.steps(plan, readings.size()));
        long start = System.nanoTime();
        ModelFile model = ModelBuilder.build(readings, plan, progress);
        model.write(out);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: model %s of %d readings in %.0f s%n",
                        out,
                        model.manifest().version(),
                        readings.size(),
                        (System.nanoTime() - start) / 1e9);
    }
}

package dev.ratiofixer.model.training;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.ModelPredictor.FileAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code predict}: writes the quantiles of every row of engagement data, in the rows' order. */
@Command(name = "predict", mixinStandardHelpOptions = true, description = "Writes what a model expects of each row.")
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "A model made by train (default: the shipped one).")
    private @Nullable Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "Rows with the columns of the engagement data, .csv or .csv.gz; likes and comments are not read.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .csv to write.")
    private Path out;

    @Override
    public Integer call() {
        return CommandOutcome.of(spec, this::run);
    }

    private void run() throws IOException {
        ModelFile file = model == null ? ModelFile.shipped() : ModelFile.read(model);
        List<EngagementRow> readings = EngagementData.read(data);
        try (NetworkModel network = new NetworkModel(file)) {
            List<Expectation> expectations =
                    FileAnswers.of("network", network, readings).expectations();
            Predictions.write(expectations, out);
            long outside = expectations.stream().filter(e -> !e.inDomain()).count();
            spec.commandLine()
                    .getOut()
                    .println(out + ": " + expectations.size() + " rows by model " + network.version() + ", " + outside
                            + " of them beyond what its data knows");
        }
    }
}

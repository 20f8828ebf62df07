package dev.ratiofixer.model.training;

import dev.ratiofixer.model.LeastSquaresModel;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.Evaluation.MissingTable;
import dev.ratiofixer.model.training.ModelPredictor.FileAnswers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: prints how well a model fits engagement data, beside a fixed ratio and least squares. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, description = "Measures a model on engagement data.")
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "A model made by train (default: the shipped one).")
    private @Nullable Path model;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Engagement data, .csv or .csv.gz.")
    private Path data;

    @Override
    public Integer call() {
        return CommandOutcome.of(spec, this::run);
    }

    private void run() {
        ModelFile file = model == null ? ModelFile.shipped() : ModelFile.read(model);
        List<EngagementRow> readings = EngagementData.read(data);
        try (NetworkModel network = new NetworkModel(file);
                LeastSquaresModel leastSquares = new LeastSquaresModel(file.manifest())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("model " + file.manifest().version() + " on " + data);
            FileAnswers answers = FileAnswers.of("network", network, readings);
            new Evaluation(readings, out)
                    .print(List.of(answers, new ModelPredictor("least squares", leastSquares), FixedRatio.BY_HAND));
            new MissingTable(network, readings, answers, out).print();
        }
    }
}

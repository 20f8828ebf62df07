package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code train}: makes a model file of engagement data, or continues the shipped model with one owner's own samples.
 * The same data and seed make the same file.
 */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model on engagement data, or continues the shipped one with an owner's own samples.")
public final class TrainCommand implements Callable<Integer> {
    private final OwnerSamples ownerSamples;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file to write.")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance in the training (default 1).")
    private long seed;

    /** Where the samples come from: exactly one. */
    static final class Source {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "FILE",
                description = "Engagement data, .csv or .csv.gz; may be given several times, such as once more for"
                        + " readings of first weeks.")
        private @Nullable List<Path> data;

        @ArgGroup(exclusive = false)
        private @Nullable DatabaseOptions database;
    }

    /** One owner's samples. */
    static final class DatabaseOptions {
        @Option(
                names = "--from-database",
                required = true,
                description = "Continue the shipped model with the engine's own samples; the file is written only if "
                        + "that is better on the latest month.")
        private boolean fromDatabase;

        @Option(
                names = "--owner",
                required = true,
                paramLabel = "ID",
                description = "Whose channels, never several owners': who gave consent to their campaigns"
                        + " (consent.granted_by), or the id of one channel.")
        private String owner;
    }

    /** Without a database. */
    public TrainCommand() {
        this(owner -> {
            throw new DataException("there is no database to read samples from: name one with DATABASE_URL");
        });
    }

    /** With what the engine has seen. */
    public TrainCommand(OwnerSamples ownerSamples) {
        this.ownerSamples = ownerSamples;
    }

    @Override
    public Integer call() {
        return CommandOutcome.of(spec, this::run);
    }

    private void run() throws IOException {
        NativeBackend.load();
        if (source.database != null && source.database.fromDatabase) {
            continueFor(source.database.owner);
        } else if (source.data != null) {
            trainOn(source.data);
        }
    }

    private void trainOn(List<Path> data) throws IOException {
        List<List<EngagementRow>> files =
                data.stream().map(EngagementData::read).toList();
        long start = System.nanoTime();
        ModelBuilder builder = new ModelBuilder(files, TrainingPlan.standard(seed));
        ModelFile model = builder.build(bar(builder.steps()));
        model.write(out);
        say(String.format(
                Locale.ROOT,
                "%s: model %s of %d readings in %.0f s",
                out,
                model.manifest().version(),
                files.stream().mapToInt(List::size).sum(),
                (System.nanoTime() - start) / 1e9));
    }

    private void continueFor(String owner) throws IOException {
        ModelFile shipped = ModelFile.shipped();
        TrainingPlan plan = TrainingPlan.refining(seed, shipped.manifest().hidden());
        OwnerTraining.Result result = new OwnerTraining(shipped, plan).train(ownerSamples.of(owner), this::bar);
        say(String.format(
                Locale.ROOT,
                "owner %s: learned from %d readings; loss on the %d of the latest month %.4f, was %.4f",
                owner,
                result.learned(),
                result.judged(),
                result.after(),
                result.before()));
        if (result.better()) {
            result.refined().write(out);
            say(out + ": model " + result.refined().manifest().version() + " installed");
        } else {
            say(out + ": not written, the shipped model is as good or better");
        }
    }

    private ProgressBar bar(long steps) {
        return new ProgressBar(spec.commandLine().getErr(), steps);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}

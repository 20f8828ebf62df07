package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.VideoForm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
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

    /**
     * Continues a model with what was seen of one owner's channels, and measures both on the owner's latest month,
     * which the training does not see.
     */
    static final class OwnerTraining {
        private static final Duration MONTH = Duration.ofDays(30);
        private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
        private static final int FEWEST_BEFORE = 200;
        private static final int FEWEST_LATEST = 50;

        /**
         * How it went.
         *
         * @param refined the continued model
         * @param before loss of the model that it started from, on the latest month
         * @param after its own loss there
         */
        record Result(ModelFile refined, int learned, int judged, double before, double after) {
            boolean better() {
                return after < before;
            }
        }

        private final ModelFile base;
        private final TrainingPlan plan;

        OwnerTraining(ModelFile base, TrainingPlan plan) {
            this.base = base;
            this.plan = plan;
        }

        /**
         * Blocks for a minute or so.
         *
         * @throws DataException if there is too little to learn from or to judge by
         */
        Result train(List<EngagementRow> readings, ProgressBar.Start bar) {
            Map<Boolean, List<EngagementRow>> parts = parts(readings);
            List<EngagementRow> before = parts.getOrDefault(false, List.of());
            List<EngagementRow> latest = parts.getOrDefault(true, List.of());
            if (before.size() < FEWEST_BEFORE || latest.size() < FEWEST_LATEST) {
                throw new DataException("the owner has " + before.size() + " readings before the latest month and "
                        + latest.size() + " in it: wait until there are " + FEWEST_BEFORE + " and " + FEWEST_LATEST
                        + ", and keep samples for longer than a month (compliance.retention)");
            }
            ProgressBar progress = bar.of(Trainer.steps(plan, before.size()));
            float[] parameters = new Trainer(plan, Samples.of(before)).continued(base.parameters(), progress);
            ModelFile refined = ModelFile.of(base.manifest(), parameters);
            return new Result(refined, before.size(), latest.size(), loss(base, latest), loss(refined, latest));
        }

        /** Whether a reading was made in the month before the latest one. */
        private static Map<Boolean, List<EngagementRow>> parts(List<EngagementRow> readings) {
            List<EngagementRow> dated = ofTheNewestRegimes(readings.stream()
                    .filter(r -> r.features().publishedAt() != null)
                    .toList());
            Instant end = dated.stream()
                    .map(OwnerTraining::readAt)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            Instant from = end.minus(MONTH);
            return dated.stream()
                    .collect(Collectors.partitioningBy(r -> readAt(r).isAfter(from)));
        }

        /**
         * Those that were counted as the newest of their form: the ratios of two regimes tell nothing of each other.
         */
        private static List<EngagementRow> ofTheNewestRegimes(List<EngagementRow> dated) {
            Map<VideoForm, EngagementRow> newest = dated.stream()
                    .collect(Collectors.toMap(
                            r -> r.features().form(),
                            r -> r,
                            BinaryOperator.maxBy(Comparator.comparing(OwnerTraining::readAt))));
            return dated.stream()
                    .filter(r -> {
                        EngagementRow last = newest.get(r.features().form());
                        return last != null
                                && last.features().regime() == r.features().regime();
                    })
                    .toList();
        }

        private static Instant readAt(EngagementRow reading) {
            Instant published = reading.features().publishedAt();
            if (published == null) {
                throw new IllegalArgumentException("a reading of unknown release");
            }
            return published.plusSeconds(Math.round(reading.features().ageDays() * SECONDS_A_DAY));
        }

        /** Of likes and comments together, as far as they are known. */
        private static double loss(ModelFile file, List<EngagementRow> readings) {
            try (NetworkModel model = new NetworkModel(file)) {
                ModelPredictor yardstick = new ModelPredictor("network", model);
                double sum = 0;
                int n = 0;
                for (int target = 0; target < 2; target++) {
                    Score score = Score.of(
                            readings, yardstick.logQuantiles(readings, target), target, EvaluationSlice.ALL.includes());
                    sum += score.readings() == 0 ? 0 : score.pinball() * score.readings();
                    n += score.readings();
                }
                return sum / n;
            }
        }
    }
}

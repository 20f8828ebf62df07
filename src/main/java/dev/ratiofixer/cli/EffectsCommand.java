package dev.ratiofixer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.effect.CountedReading;
import dev.ratiofixer.effect.CountedSeries;
import dev.ratiofixer.effect.GainLearner;
import dev.ratiofixer.effect.GainModel;
import dev.ratiofixer.effect.GainModels;
import dev.ratiofixer.effect.PlaceboCheck;
import dev.ratiofixer.effect.PlaceboCheck.Counted;
import dev.ratiofixer.effect.PlaceboCheck.Lever;
import dev.ratiofixer.effect.PlaceboCheck.Outcome;
import dev.ratiofixer.model.training.DataException;
import dev.ratiofixer.model.training.EngagementData;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.text.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code effects}: measures how well the estimate of what orders bring holds on series in which nothing was ordered,
 * and learns its constants from such series.
 */
@Command(
        name = "effects",
        mixinStandardHelpOptions = true,
        description = "Checks the estimate of what orders bring on series in which nothing was ordered (an A/A test).")
public final class EffectsCommand implements Callable<Integer> {
    private static final double HOURS_A_DAY = 24;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Readings with the columns of the engagement data, .csv or .csv.gz, several of each video.")
    private Path data;

    @Option(
            names = "--windows",
            split = ",",
            defaultValue = "24,48,72",
            paramLabel = "HOURS",
            description = "Lengths of the windows in hours (default: ${DEFAULT-VALUE}).")
    private List<Integer> windows;

    @Option(
            names = "--splits",
            defaultValue = "0",
            paramLabel = "N",
            description = "Learns on half of the channels and checks on the others, so many times, instead of checking"
                    + " the shipped constants.")
    private int splits;

    @Option(
            names = "--learn",
            paramLabel = "FILE",
            description = "Learns the constants from all of it and the shipped engagement data, and writes them.")
    private @Nullable Path learn;

    @Option(
            names = "--constants",
            paramLabel = "FILE",
            description = "Checks these constants, made by --learn (default: the shipped ones).")
    private @Nullable Path constants;

    @Option(names = "--json", description = "Prints a JSON array instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        if (windows.stream().anyMatch(hours -> hours < 12 || hours > 168)) {
            throw new ParameterException(spec.commandLine(), "--windows must be 12 to 168 hours");
        }
        try {
            run();
            return 0;
        } catch (DataException | IllegalArgumentException foreseen) {
            return failed(String.valueOf(foreseen.getMessage()));
        } catch (IOException broken) {
            return failed("cannot write (" + broken + "): name a file in a directory that can be written");
        }
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
        return 1;
    }

    private void run() throws IOException {
        List<EngagementRow> rows = EngagementData.read(data);
        List<EngagementRow> weeks = learn == null && splits == 0 ? List.of() : EngagementData.shipped();
        Counted likes = new Counted("likes", series(rows, EngagementRow::likes));
        Counted comments = new Counted("comments", series(rows, EngagementRow::comments));
        if (learn != null) {
            learn(likes, comments, weeks, learn);
            return;
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (splits > 0) {
            for (int split = 0; split < splits; split++) {
                heldOut(likes, series(weeks, EngagementRow::likes), split, outcomes);
                heldOut(comments, series(weeks, EngagementRow::comments), split, outcomes);
            }
        } else {
            GainModels models = constants == null ? GainModels.shipped() : GainModels.fromJson(read(constants));
            check(models.likes(), likes, outcomes);
            check(models.comments(), comments, outcomes);
        }
        print(outcomes);
    }

    private static String read(Path file) {
        try {
            return PlainText.withoutMark(Files.readString(file));
        } catch (IOException broken) {
            throw new DataException(
                    file + " cannot be read (" + broken.getMessage() + "): name a file of --learn", broken);
        }
    }

    private void heldOut(Counted counted, List<CountedSeries> weeks, int split, List<Outcome> outcomes) {
        GainModel model = GainLearner.learn(both(PlaceboCheck.half(counted.series(), split, true), weeks));
        check(model, new Counted(counted.counter(), PlaceboCheck.half(counted.series(), split, false)), outcomes);
    }

    private void check(GainModel model, Counted counted, List<Outcome> outcomes) {
        for (Lever lever : Lever.values()) {
            for (int hours : windows) {
                outcomes.add(PlaceboCheck.run(model, lever, hours, counted));
            }
        }
    }

    private void print(List<Outcome> outcomes) throws JsonProcessingException {
        List<Outcome> sorted = outcomes.stream()
                .filter(outcome -> outcome.windows() > 0)
                .sorted(Comparator.comparing(Outcome::lever))
                .toList();
        if (sorted.isEmpty()) {
            throw new DataException("no series of " + data + " has a reading, then two that are so many hours apart: "
                    + "give at least three readings of a video");
        }
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(Json.mapper()
                            .writeValueAsString(
                                    sorted.stream().map(Outcome::named).toList()));
        } else {
            sorted.forEach(outcome -> spec.commandLine().getOut().println(outcome.line()));
        }
    }

    private void learn(Counted likes, Counted comments, List<EngagementRow> weeks, Path out) throws IOException {
        List<CountedSeries> likesToo = series(weeks, EngagementRow::likes);
        String from = "%s (%d videos) and the shipped engagement data (%d videos)"
                .formatted(data.getFileName(), likes.series().size(), likesToo.size());
        GainModels models = new GainModels(
                from,
                GainLearner.learn(both(likes.series(), likesToo)),
                GainLearner.learn(both(comments.series(), series(weeks, EngagementRow::comments))));
        Files.writeString(out, models.toJson() + "\n");
        spec.commandLine().getOut().println(out + ": learned from " + from);
    }

    /** Days are learned from the file, weeks from the shipped data: their channels have other numbers. */
    private static List<CountedSeries> both(List<CountedSeries> days, List<CountedSeries> weeks) {
        List<CountedSeries> both = new ArrayList<>(days);
        both.addAll(weeks);
        return both;
    }

    private static List<CountedSeries> series(List<EngagementRow> rows, Function<EngagementRow, @Nullable Long> count) {
        Map<Long, List<EngagementRow>> videos = new TreeMap<>();
        for (EngagementRow row : rows) {
            if (row.video() >= 0 && count.apply(row) != null) {
                videos.computeIfAbsent(row.video(), first -> new ArrayList<>()).add(row);
            }
        }
        List<CountedSeries> series = new ArrayList<>();
        for (List<EngagementRow> video : videos.values()) {
            List<CountedReading> readings = video.stream()
                    .map(row -> reading(row, count))
                    .sorted(Comparator.comparingDouble(CountedReading::hours))
                    .toList();
            series.add(new CountedSeries(video.getFirst().channel(), readings));
        }
        return series;
    }

    private static CountedReading reading(EngagementRow row, Function<EngagementRow, @Nullable Long> count) {
        Long counted = count.apply(row);
        return new CountedReading(
                row.features().ageDays() * HOURS_A_DAY, row.features().views(), counted == null ? 0 : counted);
    }
}

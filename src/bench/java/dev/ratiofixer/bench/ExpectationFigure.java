package dev.ratiofixer.bench;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an expectation of the shipped network costs, from features to quantiles, on one thread: microseconds a row, the
 * best and the median of many calls.
 *
 * <p>Arguments: milliseconds to warm up for each size (3,000), calls (1,000).
 */
final class ExpectationFigure {
    private static final List<Integer> SIZES = List.of(1, 64, 256);

    private ExpectationFigure() {}

    static void run(String[] arguments) {
        Arguments given = new Arguments(arguments);
        int warmUp = given.number(3_000);
        int calls = given.number(1_000);
        Report report = new Report("expectation").setting("warm_up_ms", warmUp).setting("calls", calls);
        try (NetworkModel model = new NetworkModel(ModelFile.shipped())) {
            report.setting("model", model.version());
            for (int rows : SIZES) {
                double[] micros = measure(model, rows, warmUp, calls);
                report.value("us_a_row_at_" + rows + "_median", micros[calls / 2]);
                report.value("us_a_row_at_" + rows + "_best", micros[0]);
            }
        }
        report.print();
    }

    private static double[] measure(NetworkModel model, int rows, int warmUp, int calls) {
        List<Features> batch = batch(rows);
        double sum = 0;
        long warm = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(warmUp);
        while (System.nanoTime() < warm) {
            sum += model.expect(batch).getFirst().likes().p50();
        }
        double[] micros = new double[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            sum += model.expect(batch).getFirst().likes().p50();
            micros[i] = (System.nanoTime() - start) / 1e3 / rows;
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the model answers nonsense");
        }
        Arrays.sort(micros);
        return micros;
    }

    private static List<Features> batch(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> new Features(
                        random.nextLong(100, 1_000_000),
                        random.nextDouble(7, 168),
                        random.nextLong(20, 600),
                        VideoForm.VIDEO,
                        CountingRegime.ORIGINAL,
                        Category.MUSIC,
                        new ChannelHistory(20, random.nextDouble(0.01, 0.08), random.nextDouble(0.001, 0.003)),
                        Instant.parse("2025-02-15T14:01:05Z")))
                .limit(rows)
                .toList();
    }
}

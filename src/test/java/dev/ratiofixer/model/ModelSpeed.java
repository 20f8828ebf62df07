package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Measures {@link EngagementModel#expect} on one thread and prints one line of JSON: microseconds a row, best and
 * median of many calls after warming up. Not a test: {@code docs/model-card.md} says how to run it.
 */
final class ModelSpeed {
    private static final int WARM_UP_MS = 3_000;
    private static final int CALLS = 1_000;

    private ModelSpeed() {}

    public static void main(String[] args) {
        ModelFile file = args.length == 0 ? ModelFile.shipped() : ModelFile.read(Path.of(args[0]));
        try (NetworkModel model = new NetworkModel(file)) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"model\":\"%s\",\"unit\":\"us_per_row\",%s,%s,%s}%n",
                    model.version(),
                    at(model, 1),
                    at(model, 64),
                    at(model, 256));
        }
    }

    private static String at(NetworkModel model, int rows) {
        List<Features> batch = batch(rows);
        double sum = 0;
        long warm = System.nanoTime() + WARM_UP_MS * 1_000_000L;
        while (System.nanoTime() < warm) {
            sum += model.expect(batch).getFirst().likes().p50();
        }
        double[] micros = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            sum += model.expect(batch).getFirst().likes().p50();
            micros[i] = (System.nanoTime() - start) / 1e3 / rows;
        }
        Arrays.sort(micros);
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the model answers nonsense");
        }
        return String.format(
                Locale.ROOT, "\"rows_%d\":{\"best\":%.2f,\"median\":%.2f}", rows, micros[0], micros[CALLS / 2]);
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

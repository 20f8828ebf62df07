package dev.ratiofixer.bench;

import dev.ratiofixer.model.training.TrainCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine;

/**
 * A model that learned from a part of the shipped data, as docs/model-card.md does with {@code awk} and {@code train}.
 */
final class HeldOutModel {
    private HeldOutModel() {}

    /** Without every channel whose number leaves {@code fold} when divided by {@code folds}, and what came after. */
    static Path train(int folds, int fold, Instant until) throws IOException {
        Path directory = Files.createTempDirectory("ratio-fixer-counting");
        Path data = directory.resolve("learn.csv");
        Path model = directory.resolve("learned.zip");
        write(data, folds, fold, until);
        int failed = new CommandLine(new TrainCommand()).execute("--data", data.toString(), "--out", model.toString());
        if (failed != 0) {
            throw new IOException("training failed with exit code " + failed);
        }
        return model;
    }

    private static void write(Path data, int folds, int fold, Instant until) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Objects.requireNonNull(
                                TrainCommand.class.getResourceAsStream("/model/engagement.csv.gz"))),
                        StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(data)) {
            String header = in.readLine();
            List<String> columns = List.of(header.split(",", -1));
            int channel = columns.indexOf("channel");
            int released = columns.indexOf("released_at");
            out.write(header + "\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                boolean heldOut = Long.parseLong(cells[channel]) % folds == fold;
                if (!heldOut && cells[released].compareTo(until.toString()) < 0) {
                    out.write(line + "\n");
                }
            }
        }
    }
}

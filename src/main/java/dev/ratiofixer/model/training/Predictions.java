package dev.ratiofixer.model.training;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.stats.Quantiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The file that {@code predict} writes. */
final class Predictions {
    private static final List<String> LEVELS = List.of("p10", "p25", "p50", "p75", "p90");

    private Predictions() {}

    /** Writes beside {@code file} first and then moves it there: nobody sees it half-written. */
    static void write(List<Expectation> expectations, Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (CsvWriter csv = CsvWriter.builder().build(beside, StandardCharsets.UTF_8)) {
                csv.writeRecord(Stream.of("likes_", "comments_")
                        .flatMap(target -> LEVELS.stream().map(level -> target + level))
                        .toList());
                for (Expectation expectation : expectations) {
                    csv.writeRecord(Stream.of(expectation.likes(), expectation.comments())
                            .flatMap(Predictions::cells)
                            .toList());
                }
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static Stream<String> cells(Quantiles counts) {
        return Stream.of(counts.p10(), counts.p25(), counts.p50(), counts.p75(), counts.p90())
                .map(count -> String.format(Locale.ROOT, "%.4f", count));
    }
}

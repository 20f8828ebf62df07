package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private static final String HEADER = "category,released_at,is_short,duration_s,age_days,views,channel_videos,"
            + "channel_like_rate,channel_comment_rate\n";
    private static final String ROW = "music,2025-02-15T14:01:05Z,0,164,28,%d,20,0.032883,0.001267%n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void predict_writes_ten_quantiles_a_row_in_the_rows_order() throws IOException {
        Path data = file("rows.csv", HEADER + ROW.formatted(900_000) + ROW.formatted(100) + ROW.formatted(25_564));

        assertThat(predict(data)).as(err.toString()).isZero();

        List<String> lines = Files.readAllLines(directory.resolve("out.csv"));
        assertThat(lines.getFirst())
                .isEqualTo("likes_p10,likes_p25,likes_p50,likes_p75,likes_p90,"
                        + "comments_p10,comments_p25,comments_p50,comments_p75,comments_p90");
        assertThat(lines).hasSize(4);
        double[] many = numbers(lines.get(1));
        double[] few = numbers(lines.get(2));
        assertThat(many[2]).isGreaterThan(100 * few[2]);
        assertThat(Arrays.copyOf(many, 5)).isSorted();
        assertThat(numbers(lines.get(3))[2]).isBetween(500.0, 1_500.0);
    }

    @Test
    void predict_answers_whatever_is_extreme_or_missing() throws IOException {
        Path data = file(
                "rows.csv",
                HEADER
                        + ROW.formatted(0)
                        + ROW.formatted(10_000_000_000L)
                        + ",,,,0,0,,,\n,,,,3650,10000000000,,,\nnews,,1,0,7,100,0,,\n");

        assertThat(predict(data)).as(err.toString()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out.csv")).stream()
                        .skip(1)
                        .flatMap(line -> Arrays.stream(numbers(line)).boxed()))
                .hasSize(50)
                .allMatch(value -> Double.isFinite(value) && value >= 0);
        assertThat(out.toString()).contains("4 of them beyond");
    }

    @Test
    void predict_names_a_bad_line_and_leaves_what_was_there() throws IOException {
        Path data =
                file("rows.csv", HEADER + ROW.formatted(5) + ROW.formatted(5).replace("164", "long"));
        file("out.csv", "as it was");

        assertThat(predict(data)).isEqualTo(1);
        assertThat(err.toString()).contains("line 3: duration_s is 'long'").hasLineCount(1);
        assertThat(directory.resolve("out.csv")).hasContent("as it was");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_file_that_is_no_model_is_refused() throws IOException {
        Path data = file("rows.csv", HEADER + ROW.formatted(5));

        int code = run(
                new PredictCommand(),
                "--model",
                data.toString(),
                "--data",
                data.toString(),
                "--out",
                directory.resolve("out.csv").toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("is no model");
    }

    @Test
    void evaluate_stands_the_network_beside_the_yardsticks() throws IOException {
        Path data = file(
                "rows.csv",
                HEADER.replace("\n", ",likes,comments\n")
                        + ROW.formatted(25_564).strip() + ",900,40\n"
                        + ROW.formatted(2_000).strip() + ",80,\n");

        assertThat(run(new EvaluateCommand(), "--data", data.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("network").contains("least squares").contains("fixed ratio");
    }

    @Test
    void a_wrong_use_is_2() {
        assertThat(run(new PredictCommand(), "--nonsense")).isEqualTo(2);
    }

    private int predict(Path data) {
        return run(
                new PredictCommand(),
                "--data",
                data.toString(),
                "--out",
                directory.resolve("out.csv").toString());
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}

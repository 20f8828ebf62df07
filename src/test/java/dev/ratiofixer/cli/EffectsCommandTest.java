package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.Main;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EffectsCommandTest {
    private static final String HEADER = "video,channel,category,released_at,is_short,duration_s,age_days,views,"
            + "channel_videos,channel_like_rate,channel_comment_rate,likes,comments\n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /** Sixty videos that are read daily; a like rate that wanders a little. */
    private String data(int readings) throws IOException {
        Random random = new Random(5);
        StringBuilder rows = new StringBuilder(HEADER);
        for (int video = 0; video < 60; video++) {
            double views = 20_000 * Math.exp(random.nextGaussian());
            double likes = views * 0.05;
            double comments = views * 0.004;
            double pace = views * 0.5;
            for (int day = 0; day < readings; day++) {
                rows.append(String.format(
                        Locale.ROOT,
                        "%d,%d,music,2024-04-01T10:00:00Z,0,180,%.4f,%.0f,0,,,%.0f,%.0f%n",
                        video,
                        video,
                        1.3 + day,
                        views,
                        likes,
                        comments));
                views += pace;
                likes += pace * 0.04 * Math.exp(0.2 * random.nextGaussian());
                comments += pace * 0.003 * Math.exp(0.4 * random.nextGaussian());
                pace *= 0.7;
            }
        }
        return Files.writeString(directory.resolve("data.csv"), rows).toString();
    }

    @Test
    void prints_a_line_for_each_lever_counter_and_window() throws IOException {
        assertThat(run("effects", "--data", data(5))).as(err.toString()).isZero();

        assertThat(out.toString().lines())
                .hasSize(12)
                .allMatch(line -> line.matches(
                        "window=(24|48|72)h counter=(likes|comments) n=\\d+ holds_zero=\\d\\.\\d\\d claims_gain=\\d\\.\\d\\d"
                                + " claims_loss=\\d\\.\\d\\d width=\\d+\\.\\d\\d finds_10=\\d\\.\\d\\d finds_25=\\d\\.\\d\\d"
                                + " finds_50=\\d\\.\\d\\d( lever=ad_budget)?"));
        // Three windows of a day, with a reading before, of each of sixty videos.
        assertThat(out.toString().lines().findFirst().orElseThrow()).startsWith("window=24h counter=likes n=180 ");
    }

    @Test
    void prints_json() throws IOException {
        assertThat(run("effects", "--json", "--windows", "24", "--data", data(4)))
                .as(err.toString())
                .isZero();

        JsonArray outcomes = new JsonArray(out.toString());
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.getJsonObject(0).getString("counter")).isEqualTo("likes");
        assertThat(outcomes.getJsonObject(0).getInteger("n")).isEqualTo(120);
        assertThat(outcomes.getJsonObject(0).getString("window")).isEqualTo("24h");
        assertThat(outcomes.getJsonObject(0).getDouble("finds_50")).isBetween(0.0, 1.0);
        assertThat(outcomes.getJsonObject(0).getDouble("holds_zero")).isBetween(0.0, 1.0);
    }

    @Test
    void says_what_is_wrong_with_the_data_or_the_arguments() throws IOException {
        assertThat(run("effects", "--data", data(2))).isEqualTo(1);
        assertThat(err.toString())
                .contains("at least three readings of a video")
                .hasLineCount(1);
        assertThat(run("effects", "--data", directory.resolve("none.csv").toString()))
                .isEqualTo(1);
        assertThat(run("effects", "--windows", "300", "--data", data(4))).isEqualTo(2);
        String broken =
                Files.writeString(directory.resolve("broken.json"), "{}").toString();
        assertThat(run("effects", "--constants", broken, "--data", data(4))).isEqualTo(1);
        assertThat(err.toString()).contains("make them by effects --learn");
    }
}

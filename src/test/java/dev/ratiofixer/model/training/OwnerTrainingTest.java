package dev.ratiofixer.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.TrainCommand.OwnerTraining;
import dev.ratiofixer.video.CountingRegime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OwnerTrainingTest {
    private static final List<EngagementRow> READINGS = ShippedRows.all().stream()
            .filter(r -> r.channel() == 115)
            .map(r -> withRegime(r, CountingRegime.FIRST_FRAME))
            .toList();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A channel whose viewers like three times as much as its history says: there is something to learn. */
    private static List<EngagementRow> loved() {
        return READINGS.stream()
                .map(r -> new EngagementRow(
                        r.video(), r.channel(), r.features(), r.likes() == null ? null : 3 * r.likes(), r.comments()))
                .toList();
    }

    private int train(OwnerSamples samples) {
        return new CommandLine(new TrainCommand(samples))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--from-database",
                        "--owner",
                        "o-1",
                        "--out",
                        directory.resolve("own.zip").toString());
    }

    @Test
    void what_got_better_on_the_latest_month_is_installed() {
        List<String> asked = new ArrayList<>();

        int code = train(owner -> {
            asked.add(owner);
            return loved();
        });

        assertThat(code).as(err.toString()).isZero();
        assertThat(asked).containsExactly("o-1");
        assertThat(out.toString()).contains("installed");
        assertThat(ModelFile.read(directory.resolve("own.zip")).manifest().version())
                .isNotEqualTo(ModelFile.shipped().manifest().version());
    }

    @Test
    void what_did_not_get_better_is_not_installed() {
        OwnerTraining.Result worse = new OwnerTraining.Result(ModelFile.shipped(), 200, 50, 0.0345, 0.0345);

        assertThat(worse.better()).isFalse();
    }

    @Test
    void too_few_samples_are_refused_with_what_to_do() {
        assertThat(train(owner -> READINGS.subList(0, 20))).isEqualTo(1);
        assertThat(err.toString()).contains("wait until there are 200 and 50");
        assertThat(directory.resolve("own.zip")).doesNotExist();
    }

    @Test
    void readings_of_an_older_counting_regime_are_not_mixed_in() {
        EngagementRow oldest = READINGS.stream()
                .min(Comparator.comparing(
                        r -> Objects.requireNonNull(r.features().publishedAt())))
                .map(r -> withRegime(r, CountingRegime.ORIGINAL))
                .orElseThrow();
        List<EngagementRow> both = Stream.concat(
                        READINGS.stream().limit(20),
                        Stream.generate(() -> oldest).limit(300))
                .toList();

        assertThat(train(owner -> both)).isEqualTo(1);
        assertThat(err.toString()).contains("wait until there are 200 and 50");
    }

    private static EngagementRow withRegime(EngagementRow r, CountingRegime regime) {
        Features f = r.features();
        return new EngagementRow(
                r.video(),
                r.channel(),
                new Features(
                        f.views(),
                        f.ageDays(),
                        f.durationSeconds(),
                        f.form(),
                        regime,
                        f.category(),
                        f.channel(),
                        f.publishedAt()),
                r.likes(),
                r.comments());
    }

    @Test
    void without_a_database_it_says_so() {
        OwnerSamples none = owner -> {
            throw new DataException("there is no database");
        };

        assertThat(train(none)).isEqualTo(1);
        assertThat(err.toString()).contains("no database");
        assertThatThrownBy(() -> none.of("o-1")).isInstanceOf(DataException.class);
    }
}

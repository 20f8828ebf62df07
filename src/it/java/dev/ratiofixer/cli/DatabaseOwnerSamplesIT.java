package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.Main;
import dev.ratiofixer.model.training.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatabaseOwnerSamplesIT {
    @TempDir
    private Path directory;

    private DatabaseOwnerSamples samples(String derivedMetrics) throws IOException {
        Path file = Files.writeString(
                directory.resolve("config.json"), """
                {"database": {"url": "embedded", "directory": "%s"},
                 "compliance": {"derived_metrics": "%s"}}
                """.formatted(directory.resolve("data"), derivedMetrics));
        return new DatabaseOwnerSamples(() -> ConfigOption.read(file).configuration());
    }

    @Test
    void nothing_is_learned_where_derived_metrics_are_declined() throws IOException {
        DatabaseOwnerSamples samples = samples("declined");

        assertThatThrownBy(() -> samples.of("label a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("compliance.derived_metrics");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void the_configured_database_is_opened_asked_and_closed() throws IOException {
        DatabaseOwnerSamples samples = samples("owner_authorized");

        assertThatThrownBy(() -> samples.of("label a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no samples of owner 'label a'");
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            assertThat(files).noneMatch(file -> file.endsWith("postmaster.pid"));
        }
    }

    @Test
    void the_command_line_gives_train_the_database() {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(err));

        assertThat(line.execute("train", "--from-database", "--owner", "a", "--out", "unused.zip"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("derived_metrics").hasLineCount(1);
    }
}

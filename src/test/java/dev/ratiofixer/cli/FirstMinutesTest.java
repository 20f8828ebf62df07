package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.Main;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody types first. */
class FirstMinutesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "srve, did you mean serve",
        "serve --confg x, did you mean --config",
        "keys mak, did you mean make",
        "help srve, did you mean serve",
        "version, did you mean --version",
        "'', name a command: demo"
    })
    void aMistakeIsAnsweredInOneLineWithWhatWasMeant(String line, String meant) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(meant).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "help serve", "serve --help", "keys make --help"})
    void helpNamesExitCodesAndVariables(String line) {
        assertThat(run(line.split(" ", -1))).isZero();
        assertThat(out.toString())
                .contains("Exit codes:", "wrong usage", "RATIO_FIXER_CONFIG", "YOUTUBE_API_KEY", "DATABASE_URL");
    }

    @Test
    void theExampleIsAConfigurationThatCanBeServed(@TempDir Path directory) throws Exception {
        assertThat(run("config", "example")).isZero();
        Path file = Files.writeString(directory.resolve("mine.json"), out.toString());
        assertThat(run("config", "check", file.toString())).isZero();
        assertThat(file).content().contains("\"limits\"", "\"youtube\"");
    }

    @Test
    void allKeysWithTheirDefaultsCanBeServedToo(@TempDir Path directory) throws Exception {
        assertThat(run("config", "example", "--all")).isZero();
        Path file = Files.writeString(directory.resolve("mine.json"), out.toString());
        assertThat(run("config", "check", file.toString())).as(err.toString()).isZero();
        assertThat(file).content().contains("tcp_bridge_port");
    }

    @Test
    void whatIsMissingIsToldInOneLine() {
        assertThat(MissingSettings.warning(configuration("{}", Map.of())))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("YOUTUBE_API_KEY", "derived_metrics is declined")
                        .doesNotContain("\n"));
        assertThat(MissingSettings.warning(configuration("""
                        {"compliance": {"derived_metrics": "accepted"},
                         "services": [{"id": "7", "type": "team_task", "name": "a", "url": "https://h.example.org/x"}]}
                        """, Map.of("YOUTUBE_API_KEY", "k"))))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("TASK_WEBHOOK_SECRET").doesNotContain("YOUTUBE_API_KEY"));
        assertThat(MissingSettings.warning(
                        configuration("""
                        {"compliance": {"derived_metrics": "accepted"},
                         "services": [{"id": "7", "type": "team_task", "name": "a", "url": "https://h.example.org/x"}]}
                        """, Map.of("YOUTUBE_API_KEY", "k", "TASK_WEBHOOK_SECRET", "0123456789abcdef"))))
                .isEmpty();
    }

    @Test
    void whyThereIsNoEngineIsALineOfJsonWhereTheFileAsksForIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("mine.json"), """
                {"log": {"format": "json"}, "htpp": {"port": 1}}""");
        PrintStream console = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("serve", "--config", file.toString())).isEqualTo(1);
        } finally {
            System.setErr(console);
            new LogOutput().text();
        }
        assertThat(out.toString() + err).isEmpty();
        JsonObject line = new JsonObject(written.toString(StandardCharsets.UTF_8));
        assertThat(line.getString("level")).isEqualTo("ERROR");
        assertThat(line.getString("message")).contains("htpp is unknown");
    }

    private static Configuration configuration(String json, Map<String, String> environment) {
        ConfigResult read = new ConfigReader().parse(json, environment);
        assertThat(read).isInstanceOf(ConfigResult.Valid.class);
        return ((ConfigResult.Valid) read).configuration();
    }
}

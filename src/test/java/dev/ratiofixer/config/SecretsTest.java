package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigReader.SecretsReader;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    private List<SettingsProblem> problems = List.of();

    @Test
    void come_from_variables_and_from_files() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");

        Secrets secrets = read(Map.of(
                "YOUTUBE_API_KEY", "from-variable", "GOOGLE_ADS_REFRESH_TOKEN_FILE", file.toString(), "HOME", "/x"));

        assertThat(problems).isEmpty();
        assertThat(secrets.get(Secret.YOUTUBE_API_KEY)).contains("from-variable");
        assertThat(secrets.get(Secret.GOOGLE_ADS_REFRESH_TOKEN)).contains("from-file");
        assertThat(secrets.get(Secret.TASK_WEBHOOK_SECRET)).isEmpty();
    }

    @Test
    void are_never_printed() {
        assertThat(read(Map.of("YOUTUBE_API_KEY", "AIzaSecret"))).hasToString("Secrets{YOUTUBE_API_KEY=***}");
    }

    @Test
    void refuse_both_a_variable_and_a_file() {
        read(Map.of("YOUTUBE_API_KEY", "a", "YOUTUBE_API_KEY_FILE", "b"));

        assertThat(problems).hasToString("[YOUTUBE_API_KEY_FILE is set beside YOUTUBE_API_KEY: set one of the two]");
    }

    @Test
    void refuse_a_file_that_is_not_there_or_empty() throws IOException {
        Path missing = directory.resolve("missing");
        Path empty = Files.writeString(directory.resolve("empty"), " \n");

        read(Map.of("YOUTUBE_API_KEY_FILE", missing.toString(), "TASK_WEBHOOK_SECRET_FILE", empty.toString()));

        assertThat(problems)
                .extracting(SettingsProblem::toString)
                .containsExactly(
                        "YOUTUBE_API_KEY_FILE is " + missing + ": must name a readable file that holds the secret",
                        "TASK_WEBHOOK_SECRET_FILE is empty: must be one word without blanks or line breaks");
    }

    @Test
    void refuse_what_would_break_a_header() {
        read(Map.of("YOUTUBE_API_KEY", "key\r\nX-Evil: 1"));

        assertThat(problems).hasToString("[YOUTUBE_API_KEY is ***: must be one word without blanks or line breaks]");
    }

    @Test
    void refuse_a_database_address_that_is_none_without_showing_it() {
        read(Map.of("DATABASE_URL", "jdbc:mysql://u:hidden@db/x"));

        assertThat(problems)
                .hasToString("[DATABASE_URL is ***: the database address has an unknown scheme; expected"
                        + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE]");
    }

    @Test
    void tell_what_differs_by_name() {
        Secrets before = read(Map.of("YOUTUBE_API_KEY", "a", "TASK_WEBHOOK_SECRET", "s"));
        Secrets after = read(Map.of("YOUTUBE_API_KEY", "b", "TASK_WEBHOOK_SECRET", "s"));

        assertThat(before.differences(after)).containsExactly(Secret.YOUTUBE_API_KEY);
    }

    private Secrets read(Map<String, String> environment) {
        SecretsReader reader = new SecretsReader(environment);
        Secrets secrets = reader.read();
        problems = reader.problems();
        return secrets;
    }
}

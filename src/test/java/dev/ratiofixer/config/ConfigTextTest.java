package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and numbers of the configuration follow the rule of all others. */
class ConfigTextTest {
    private final ConfigReader reader = new ConfigReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cluster\":{\"name\":\"house\\n\"}}",
                "{\"cluster\":{\"host\":\"host\\u2028\"}}",
                "{\"http\":{\"host\":\"127.0.0.1\\n\"}}",
                "{\"youtube\":{\"interval\":\"PT36S\\n\"}}",
                "{\"limits\":{\"currency\":\"USD\\n\"}}",
                "{\"limits\":{\"per_day\":\"1.00\\n\"}}",
                "{\"database\":{\"directory\":\"da\\u0085ta\"}}",
                "{\"services\":[{\"id\":\"7\\n\",\"type\":\"team_task\",\"name\":\"x\",\"url\":\"https://a.example/\"}]}",
                "{\"services\":[{\"id\":\"7\",\"type\":\"team_task\",\"name\":\"x\\ty\",\"url\":\"https://a.example/\"}]}"
            })
    void refusesLineBreaksAndControls(String json) {
        assertThat(reader.parse(json, Map.of())).isInstanceOf(ConfigResult.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"http\":{\"port\":8080.0000000000000001}} | http.port",
                "{\"youtube\":{\"daily_units\":1000000000.00000001}} | youtube.daily_units",
                "{\"policy\":{\"max_step\":0.50000000000000000001}} | policy.max_step",
                "{\"youtube\":{\"daily_units\":1e400}} | youtube.daily_units"
            })
    void refusesNumbersThatWouldBecomeOthers(String json, String path) {
        assertThat(reader.parse(json, Map.of()))
                .isInstanceOfSatisfying(
                        ConfigResult.Invalid.class,
                        invalid -> assertThat(invalid.problems().toString()).contains(path));
    }

    @Test
    void trimsAndComposesTexts() {
        String json = "{\"services\":[{\"id\":\"7\",\"type\":\"team_task\",\"name\":\" e\\u0301quipe \","
                + "\"url\":\" https://a.example/ \"}],\"policy\":{\"max_step\":0.25},\"http\":{\"port\":8081}}";
        assertThat(reader.parse(json, Map.of())).isInstanceOfSatisfying(ConfigResult.Valid.class, valid -> {
            ServiceEntry.TeamTask task =
                    (ServiceEntry.TeamTask) valid.configuration().services().getFirst();
            assertThat(task.name()).isEqualTo("équipe");
            assertThat(task.url()).isEqualTo("https://a.example/");
            assertThat(valid.configuration().policy().maxStep()).isEqualTo(0.25);
        });
    }
}

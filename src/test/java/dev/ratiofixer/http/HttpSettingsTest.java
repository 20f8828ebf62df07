package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"host": "127.0.0.1"}                                                  | http://127.0.0.1:8081/
            {"host": "0.0.0.0"}                                                    | http://localhost:8081/
            {"host": "::"}                                                         | http://localhost:8081/
            {"host": "::1"}                                                        | http://[::1]:8081/
            {"host": "0.0.0.0", "public_url": "https://ratio.example.org"}         | https://ratio.example.org/
            """)
    void whatIsPrintedCanBeOpened(String http, String address) {
        ConfigResult result = new ConfigReader().parse("{\"http\": " + http + "}", Map.of());
        assertThat(result).isInstanceOf(ConfigResult.Valid.class);
        HttpSettings settings = ((ConfigResult.Valid) result).configuration().http();
        assertThat(settings.browserAddress(8081)).isEqualTo(address);
    }
}

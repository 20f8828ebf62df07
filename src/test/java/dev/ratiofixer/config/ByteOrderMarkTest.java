package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as some editors write them. */
class ByteOrderMarkTest {
    @Test
    void isNoPartOfAConfigurationOrASecret(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("config.json");
        Path secret = directory.resolve("key");
        Files.writeString(file, "\uFEFF{\"log\": {\"level\": \"debug\"}}");
        Files.writeString(secret, "\uFEFFAIzaKey\r\n");
        assertThat(new ConfigReader().read(file, Map.of("YOUTUBE_API_KEY_FILE", secret.toString())))
                .isInstanceOfSatisfying(
                        ConfigResult.Valid.class,
                        valid -> assertThat(valid.configuration().secrets().get(Secret.YOUTUBE_API_KEY))
                                .contains("AIzaKey"));
    }
}

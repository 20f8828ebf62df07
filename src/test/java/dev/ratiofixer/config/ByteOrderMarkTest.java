package dev.ratiofixer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.config.ConfigReader.SecretsReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void mayStandBehindBlanksAndBeforeTheValueOfAVariable(@TempDir Path directory) throws Exception {
        Path secret = directory.resolve("key");
        Files.writeString(secret, "\r\n\uFEFF AIzaKey \r\n");
        Secrets secrets = new SecretsReader(
                        Map.of("YOUTUBE_API_KEY_FILE", secret.toString(), "TASK_WEBHOOK_SECRET", "\uFEFFhook"))
                .read();
        assertThat(secrets.get(Secret.YOUTUBE_API_KEY)).contains("AIzaKey");
        assertThat(secrets.get(Secret.TASK_WEBHOOK_SECRET)).contains("hook");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIza\u200bKey", "AIza\u00a0Key", "AIzaKey\ufeff", "AIza\u0085Key", "AIza\u2028Key"})
    void whatIsNotSeenWithinASecretIsRefused(String secret) {
        SecretsReader reader = new SecretsReader(Map.of("YOUTUBE_API_KEY", secret));
        assertThat(reader.read().get(Secret.YOUTUBE_API_KEY)).isEmpty();
        assertThat(reader.problems())
                .hasToString("[YOUTUBE_API_KEY is ***: must be one word without blanks or line breaks]");
    }

    @Test
    void aFileInUtf16IsToldWhatItShallBe(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("config.json");
        Path secret = directory.resolve("key");
        Files.writeString(file, "\uFEFF{}", StandardCharsets.UTF_16LE);
        Files.writeString(secret, "\uFEFFAIzaKey", StandardCharsets.UTF_16BE);
        assertThat(new ConfigReader().read(file, Map.of())).asString().contains("save it as UTF-8");
        SecretsReader reader = new SecretsReader(Map.of("YOUTUBE_API_KEY_FILE", secret.toString()));
        reader.read();
        assertThat(reader.problems()).asString().contains("UTF-8");
    }
}

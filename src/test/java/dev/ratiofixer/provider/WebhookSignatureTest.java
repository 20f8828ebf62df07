package dev.ratiofixer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the example of docs/setup.md, which people check their receivers against. */
class WebhookSignatureTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "Secret `([^`]+)`, timestamp `(\\d+)`.*?```json\\n(.*?)\\n```.*?X-Ratio-Fixer-Signature: sha256=(\\w+)",
            Pattern.DOTALL);

    @Test
    void theExampleOfTheDocumentIsSignedAsItSays() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs", "setup.md")));
        assertThat(example.find()).isTrue();
        byte[] body = example.group(3).getBytes(StandardCharsets.UTF_8);

        assertThat(WebhookSignature.of(example.group(1), example.group(2), body))
                .isEqualTo(example.group(4));
    }

    @Test
    void anotherTimestampBodyOrSecretGivesAnotherSignature() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = WebhookSignature.of("secret", "1", body);

        assertThat(WebhookSignature.of("secret", "2", body)).isNotEqualTo(signature);
        assertThat(WebhookSignature.of("other", "1", body)).isNotEqualTo(signature);
        assertThat(WebhookSignature.of("secret", "1", new byte[0])).isNotEqualTo(signature);
    }
}

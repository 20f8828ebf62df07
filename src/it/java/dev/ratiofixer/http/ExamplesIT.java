package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The example client in Java, compiled and run as its first lines say. */
class ExamplesIT {
    @Test
    void theJavaClientStartsReadsAndStopsByTcp() throws IOException, InterruptedException {
        try (Site site = Site.with(Site.settings().withTcpBridge(0))) {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "docs/examples/EventBusClient.java",
                    "127.0.0.1",
                    String.valueOf(site.verticle.tcpBridgePort().orElseThrow()),
                    "dQw4w9WgXcQ");
            java.environment().put("RATIO_FIXER_API_KEY", Site.OPERATOR);
            Process process = java.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("started ", "event ", "status running", "stopped stopped");
            assertThat(process.exitValue()).isZero();
            assertThat(site.engine.writes).hasValue(2);
        }
    }
}

package dev.ratiofixer.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LogOutputTest {
    private final LoggerContext context = new LoggerContext();
    private final LogOutput output = new LogOutput(context);
    private final Logger log = context.getLogger("dev.ratiofixer.smm.SmmVerticle");
    private final PrintStream console = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(console);
        context.stop();
    }

    @Test
    void what_libraries_log_by_the_jdk_and_what_ends_a_thread_are_lines_like_all() throws InterruptedException {
        try {
            LogOutput.takeOver();
            new LogOutput().json();
            java.util.logging.Logger.getLogger("io.opentelemetry.exporter")
                    .log(java.util.logging.Level.SEVERE, "not exported", new IllegalStateException("line\nbreak"));
            Thread thread = new Thread(
                    () -> {
                        throw new IllegalStateException("nobody catches it");
                    },
                    "worker");
            thread.start();
            thread.join();
        } finally {
            SLF4JBridgeHandler.uninstall();
            Thread.setDefaultUncaughtExceptionHandler(null);
            new LogOutput().text();
        }
        assertThat(lines().stream().map(JsonObject::new).map(line -> line.getString("message")))
                .containsExactly("not exported", "thread=worker ended by a failure");
    }

    @Test
    void json_is_one_object_a_line_with_the_fixed_keys_as_fields() {
        output.json();
        log.warn("campaign={} order={} was \"odd\"", "c1", "o2", new IllegalStateException("line\nbreak"));

        JsonObject line = new JsonObject(lines().getFirst());
        assertThat(lines()).hasSize(1);
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("message")).isEqualTo("campaign=c1 order=o2 was \"odd\"");
        assertThat(line.getString("campaign")).isEqualTo("c1");
        assertThat(line.getString("order")).isEqualTo("o2");
        assertThat(line.getString("error")).startsWith("java.lang.IllegalStateException: line");
        assertThat(line.getString("logger")).isEqualTo("dev.ratiofixer.smm.SmmVerticle");
    }

    @Test
    void every_key_of_a_message_is_a_field_but_none_replaces_what_every_line_has() {
        output.json();
        log.info("node={} serves port={} level=none port=again Upper=no", "a-1", 8080);

        JsonObject line = new JsonObject(lines().getFirst());
        assertThat(line.getString("node")).isEqualTo("a-1");
        assertThat(line.getString("port")).isEqualTo("8080");
        assertThat(line.getString("level")).isEqualTo("INFO");
        assertThat(line.containsKey("Upper")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "campaign=c1 a\nERROR order=o9 forged",
                "quotes \" and \\ and </script> {\"a\":1}",
                "control \u0000\u0007\u001b[31m and \u2028 \u2029",
                "half a pair \ud83d of nothing",
                "{} {} {}",
                "campaign=\"c1\" order= node=\n"
            })
    void a_hostile_message_is_one_line_and_valid_json(String message) {
        output.json();
        log.warn("{}", message);
        assertThat(lines()).hasSize(1);
        JsonObject line = new JsonObject(lines().getFirst());
        assertThat(line.getString("level")).isEqualTo("WARN");
        assertThat(line.getString("message").replace("?", "")).isEqualTo(message.replace("\ud83d", ""));

        written.reset();
        output.text();
        log.warn("{}", message);
        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst()).startsWith("20").doesNotContain("\u001b");
    }

    @Test
    void text_and_json_replace_each_other() {
        output.json();
        output.text();
        log.info("campaign={} started", "c1");

        assertThat(lines()).singleElement().asString().endsWith("INFO  d.r.smm.SmmVerticle campaign=c1 started");
    }

    @Test
    void the_level_is_the_engines_alone() {
        output.text();
        output.level("warn");
        log.info("unseen");
        context.getLogger("io.vertx").info("seen");
        output.level("debug");
        log.debug("seen too");

        assertThat(lines()).extracting(line -> line.replaceAll(".* ", "")).containsExactly("seen", "too");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

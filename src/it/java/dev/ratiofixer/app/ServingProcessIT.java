package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a process of its own, where Java denies access to memory: serving needs no native part. */
class ServingProcessIT {
    private static final String KEY = "a-key-of-this-test-0123456789";
    private static final Pattern SERVES = Pattern.compile("serves port=(\\d+)");
    private static final Pattern OF_TRAINING = Pattern.compile(
            "\\b(org\\.nd4j|org\\.deeplearning4j|org\\.bytedeco|org\\.apache\\.commons\\.math3)\\.\\S+");
    /** The first Java that knows the option. */
    private static final int DENIES_SINCE = 24;

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void answersAnExpectationAndLoadsNoClassOfTraining(@TempDir Path directory) throws Exception {
        Path classes = directory.resolve("classes.txt");
        List<String> said = new ArrayList<>();
        Process serve = serve(directory, classes);
        try (BufferedReader log = serve.inputReader(StandardCharsets.UTF_8)) {
            int port = port(log, said);

            assertThat(expectation(port)).contains("\"p50\"");
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        }
        assertThat(said).noneMatch(line -> line.startsWith("WARNING"));
        String loaded = Files.readString(classes);
        assertThat(loaded).contains("dev.ratiofixer.model.NetworkModel");
        assertThat(OF_TRAINING.matcher(loaded).results().map(found -> found.group()))
                .isEmpty();
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void trainingSaysWhatItLacksThere(@TempDir Path directory) throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(DENIES_SINCE);
        Process train = new ProcessBuilder(
                        java(),
                        "--sun-misc-unsafe-memory-access=deny",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.ratiofixer.Main",
                        "train",
                        "--data",
                        directory.resolve("rows.csv").toString(),
                        "--out",
                        directory.resolve("model.zip").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(train.waitFor()).isEqualTo(1);
        assertThat(said).hasLineCount(1).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void aNodeOfAClusterSaysWhatItsHazelcastLacksThere(@TempDir Path directory) throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(DENIES_SINCE);
        Path config = directory.resolve("config.json");
        Files.writeString(config, """
                {"http": {"port": 0, "management_port": 0}, "cluster": {"manager": "hazelcast", "host": "127.0.0.1"}}
                """);
        ProcessBuilder node = new ProcessBuilder(
                        java(),
                        "--sun-misc-unsafe-memory-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.ratiofixer.Main",
                        "serve",
                        "--config",
                        config.toString())
                .redirectErrorStream(true);
        // Refused before anything is asked of a database.
        node.environment().put("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none?sslmode=disable");
        Process serve = node.start();
        String said = new String(serve.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(serve.waitFor()).isEqualTo(1);
        assertThat(said).hasLineCount(1).contains("hazelcast", "--sun-misc-unsafe-memory-access=allow");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Process serve(Path directory, Path classes) throws IOException {
        Path config = directory.resolve("config.json");
        Files.writeString(config, """
                {"http": {"port": 0, "management_port": 0}, "database": {"directory": "%s"},
                 "model": {"least_squares_fallback": true}, "compliance": {"derived_metrics": "accepted"}}
                """.formatted(directory.resolve("data")));
        List<String> command = new ArrayList<>();
        command.add(java());
        if (Runtime.version().feature() >= DENIES_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=deny");
        }
        command.addAll(List.of(
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ratiofixer.Main",
                "serve",
                "--config",
                config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RATIO_FIXER_API_KEY", KEY);
        return builder.start();
    }

    private static int port(BufferedReader log, List<String> said) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.add(line);
            Matcher serves = SERVES.matcher(line);
            if (serves.find()) {
                return Integer.parseInt(serves.group(1));
            }
        }
        throw new AssertionError("ended before it served: " + said);
    }

    private static String expectation(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/ratio-fixer/expectation"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"views\": 120000, \"age_days\": 21}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}

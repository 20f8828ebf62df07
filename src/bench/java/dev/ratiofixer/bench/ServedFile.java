package dev.ratiofixer.bench;

import dev.ratiofixer.fixtures.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar FILE serve} as a process of its own, of this build or an earlier one, with a key of an admin. What
 * has a colon in it is a class path.
 */
final class ServedFile implements AutoCloseable {
    private static final String KEY = "figure_key_0123456789";
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 50;

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServedFile(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** The files that a figure is given as {@code OLD.jar,NEW.jar}; this build's class path where it is given none. */
    static List<String> named(Arguments arguments) {
        return Arrays.asList(
                arguments.text(System.getProperty("java.class.path", "")).split(",", -1));
    }

    /** A class path is long. */
    static String shortened(String file) {
        return file.substring(0, Math.min(60, file.length()));
    }

    /** An engine before the sandbox, with quota for all. */
    static JsonObject upstream(String sandbox) {
        return new JsonObject()
                .put(
                        "http",
                        new JsonObject()
                                .put(
                                        "rate_limit",
                                        new JsonObject()
                                                .put("per_second", 100_000)
                                                .put("burst", 1_000_000)))
                .put(
                        "youtube",
                        new JsonObject()
                                .put("origin", sandbox)
                                .put("daily_units", 1_000_000_000)
                                .put("daily_stats_calls", 1_000_000_000))
                .put("oauth", new JsonObject().put("token_url", sandbox + "/token"))
                .put("compliance", new JsonObject().put("derived_metrics", "accepted"))
                .put("security", new JsonObject().put("allow_private_addresses", true));
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @param configuration is given the ports that it listens at
     * @param environment further variables of its environment
     */
    static ServedFile start(
            String file, Path directory, JsonObject configuration, String database, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        int management = FreePort.find();
        JsonObject http = configuration.getJsonObject("http", new JsonObject());
        Path written = Files.writeString(
                directory.resolve("ratio-fixer.json"),
                configuration
                        .copy()
                        .put("http", http.copy().put("port", port).put("management_port", management))
                        .encode());
        Path log = directory.resolve("serve.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(
                !file.contains(":")
                        ? List.of("-jar", Path.of(file).toAbsolutePath().toString())
                        : List.of("-Dvertx.disableDnsResolver=true", "-cp", file, "dev.ratiofixer.Main"));
        command.addAll(List.of("serve", "--config", written.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "DATABASE_URL",
                        database,
                        "RATIO_FIXER_API_KEY",
                        KEY,
                        "YOUTUBE_API_KEY",
                        "sandbox-key",
                        "TASK_WEBHOOK_SECRET",
                        "sandbox-webhook-secret"));
        builder.environment().putAll(environment);
        ServedFile served = new ServedFile(builder.start(), log, port);
        served.await(management);
        return served;
    }

    private void await(int management) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!ready(management)) {
            if (!process.isAlive() || System.nanoTime() - began > LONGEST.toNanos()) {
                process.destroyForcibly();
                throw new IOException("it does not serve: " + log());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean ready(int management) throws InterruptedException {
        try {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Sends a body of JSON and returns the answer's; fails where the answer is no success. */
    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /** Reads a body of JSON. */
    JsonObject get(String path) throws IOException, InterruptedException {
        return new JsonObject(
                client.send(request(path).build(), BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-API-Key", KEY)
                .timeout(LONGEST);
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed, at most the end of it. */
    String log() throws IOException {
        String all = Files.readString(log);
        return all.substring(Math.max(0, all.length() - 4_000));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

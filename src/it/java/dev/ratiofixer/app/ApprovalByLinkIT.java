package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.TestCertificate;
import dev.ratiofixer.notify.SmtpReceiver;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a proposal: the engine makes one, Slack and a mailbox hear of it, a person follows the link, signs
 * in and decides by one POST. Receivers and engine are on this machine, and the clock is the engine's own.
 */
class ApprovalByLinkIT {
    /** A day of the engine, in which a proposal can be decided, is 72 seconds. */
    private static final double SPEED = 1200;

    private static final Pattern SLACK_LINK = Pattern.compile("<(http[^|>]*#order-[^|>]*)\\|Open>");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ApplicationRunner process = new ApplicationRunner();
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> slack = new CopyOnWriteArrayList<>();
    private SmtpReceiver mail;
    private Sandbox sandbox;
    private Engine engine;
    private ApiClient api;
    private URI site;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        HttpSettings.Tls tls = TestCertificate.make(directory);
        mail = TestNode.await(SmtpReceiver.listen(process.vertx(), tls, true));
        int hook = TestNode.await(process.vertx()
                        .createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            slack.add(new JsonObject(body).getString("text"));
                            request.response().end("ok");
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        EngineTime time = EngineTime.scaled(process.vertx(), SPEED);
        sandbox = process.start(new Sandbox(
                        process.vertx(), time.clock(), SandboxOptions.defaults().withSpeed(SPEED))
                .start());
        site = URI.create("http://127.0.0.1:" + freePort());
        Map<String, String> environment = new HashMap<>(DemoConfiguration.secrets(sandbox, Map.of()));
        environment.put("RATIO_FIXER_PORT", Integer.toString(site.getPort()));
        environment.put("SLACK_WEBHOOK_URL", "http://127.0.0.1:" + hook + "/services/T0/B0/secret");
        ConfigResult.Valid configuration = DemoConfiguration.valid(json(directory, tls), environment);
        engine = TestEngine.start(process, time, configuration, () -> configuration);
        api = new ApiClient(process.vertx(), engine.port());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    private JsonObject json(Path directory, HttpSettings.Tls tls) {
        JsonObject json = DemoConfiguration.json(sandbox, 0, 4);
        json.getJsonObject("http").put("public_url", site.toString());
        return json.put("policy", new JsonObject().put("warm_up", "PT2H"))
                .put(
                        "database",
                        new JsonObject()
                                .put("url", "embedded")
                                .put("directory", directory.resolve("data").toString()))
                .put(
                        "notify",
                        new JsonArray()
                                .add(new JsonObject().put("type", "slack").put("name", "team"))
                                .add(new JsonObject()
                                        .put("type", "email")
                                        .put("name", "label")
                                        .put("host", "127.0.0.1")
                                        .put("port", mail.port())
                                        .put("ca_file", tls.certificate().toString())
                                        .put("from", "ratio-fixer@example.org")
                                        .put("to", new JsonArray().add("label@example.org"))));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(String what, Duration most, BooleanSupplier there) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private JsonObject proposal() throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (true) {
            JsonArray waiting =
                    api.get("/api/ratio-fixer/orders?status=proposed").getJsonArray("items");
            if (!waiting.isEmpty()) {
                return waiting.getJsonObject(0);
            }
            assertThat(System.nanoTime()).as("nothing is proposed").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private HttpResponse<String> open(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        return browser.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aProposalIsHeardOfByBothWithinHalfAMinuteAndDecidedAfterItsLink() throws Exception {
        String campaign = api.started(ApiClient.request(sandbox, 2, "propose", Instant.now()));
        JsonObject order = proposal();
        String id = order.getString("order_id");

        await("Slack hears of it", PATIENCE, () -> slack.stream().anyMatch(text -> text.contains(id)));
        await(
                "the mailbox hears of it",
                PATIENCE,
                () -> mail.taken.stream()
                        .anyMatch(each -> each.text().replace("=\n", "").contains(id)));
        assertThat(mail.taken).allSatisfy(each -> assertThat(each.encrypted()).isTrue());
        String link = link(id);
        assertThat(link).isEqualTo(site + "/campaigns/" + campaign + "#order-" + id);

        // Opening it, by whomever or whatever, decides nothing.
        HttpResponse<String> page = open("GET", URI.create(link).getPath(), "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html");
        String decide = "/api/ratio-fixer/orders/" + id + "/approve";
        String note = new JsonObject().put("note", "Within the spring budget").encode();
        assertThat(open("POST", decide, note).statusCode()).isEqualTo(401);
        assertThat(status(id)).isEqualTo("proposed");

        HttpResponse<String> signedIn = open(
                "POST",
                "/api/ratio-fixer/session",
                new JsonObject().put("api_key", ApiClient.KEY).encode());
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(201);
        String set = signedIn.headers().firstValue("set-cookie").orElseThrow();
        assertThat(set).contains("SameSite=Lax", "HTTPOnly");
        HttpCookie cookie = HttpCookie.parse(set).getFirst();
        String session = cookie.getName() + "=" + cookie.getValue();
        String token = new JsonObject(signedIn.body()).getString("csrf_token");
        assertThat(open("POST", decide, note, "Cookie", session).statusCode())
                .as("another site's page has no token")
                .isEqualTo(403);
        HttpResponse<String> decided = open("POST", decide, note, "Cookie", session, "X-CSRF-Token", token);

        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        await("it is placed", Duration.ofSeconds(60), () -> !sandbox.ledger().isEmpty());
        JsonObject audit = api.get("/api/ratio-fixer/audit?action=approveOrder&subject=" + id);
        assertThat(audit.getJsonArray("items").stream().map(JsonObject.class::cast))
                .anySatisfy(line -> assertThat(line.getString("reason")).isEqualTo("Within the spring budget"));
    }

    private String link(String order) {
        return slack.stream()
                .map(SLACK_LINK::matcher)
                .flatMap(Matcher::results)
                .map(found -> found.group(1))
                .filter(link -> link.endsWith(order))
                .findFirst()
                .orElseThrow();
    }

    private String status(String order) throws Exception {
        return api.get("/api/ratio-fixer/orders").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("order_id").equals(order))
                .map(each -> each.getString("status"))
                .findFirst()
                .orElseThrow();
    }
}

package dev.ratiofixer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.Main;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A person's way through the consent, with the sandbox as Google and this test as the person's browser. */
class AuthorizeCommandIT {
    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox =
            await(new Sandbox(vertx, InstantSource.system(), SandboxOptions.defaults()).start());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ExecutorService terminal = Executors.newSingleThreadExecutor();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @AfterEach
    void close() {
        terminal.shutdownNow();
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private Configuration configuration() {
        String file = """
                {"oauth": {"token_url": "%1$s/token", "authorize_url": "%1$s/o/oauth2/v2/auth"}}
                """.formatted(sandbox.origin());
        Map<String, String> environment = Map.of(
                "GOOGLE_OAUTH_CLIENT_ID", Credentials.DEMO.clientId(),
                "GOOGLE_OAUTH_CLIENT_SECRET", Credentials.DEMO.clientSecret());
        return ((ConfigResult.Valid) new ConfigReader().parse(file, environment)).configuration();
    }

    private Future<Integer> start(OAuthAccount account, List<String> scopes, Duration patience) {
        CommandLine line =
                Objects.requireNonNull(Main.commandLine().getSubcommands().get("authorize"));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        AuthorizeCommand command = line.getCommand();
        Callable<Integer> run = () -> command.authorize(configuration(), 0, patience, account, scopes);
        return terminal.submit(run);
    }

    /** What the terminal shows the person. */
    private URI shown() throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); System.nanoTime() < end; ) {
            var found = err.toString()
                    .lines()
                    .filter(line -> line.startsWith("http"))
                    .findFirst();
            if (found.isPresent()) {
                return URI.create(found.get());
            }
            await(vertx.timer(5, TimeUnit.MILLISECONDS));
        }
        throw new AssertionError("no address is shown: " + err);
    }

    private HttpResponse<String> open(URI address) throws Exception {
        return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theRefreshTokenStandsAloneOnStandardOutputWithItsVariable() throws Exception {
        Future<Integer> running = start(OAuthAccount.ADS, List.of(OAuthAccount.ADS.scope()), Duration.ofMinutes(1));
        URI question = shown();
        assertThat(question.getQuery())
                .contains(
                        "code_challenge_method=S256", "access_type=offline", "state=", "redirect_uri=http://127.0.0.1:")
                .doesNotContain(Credentials.DEMO.clientSecret());

        HttpResponse<String> page = open(question);

        assertThat(page.body()).contains("You can close this page");
        assertThat(running.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString().strip()).isEqualTo("GOOGLE_ADS_REFRESH_TOKEN=" + Credentials.DEMO.adsRefreshToken());
        assertThat(err.toString()).doesNotContain(Credentials.DEMO.adsRefreshToken());
    }

    @Test
    void anAnswerWithAnotherStateChangesNothing() throws Exception {
        Future<Integer> running =
                start(OAuthAccount.CHANNEL_OWNER, List.of(OAuthAccount.CHANNEL_OWNER.scope()), Duration.ofMinutes(1));
        URI question = shown();
        String redirect = question.getQuery().replaceAll(".*redirect_uri=([^&]*).*", "$1");

        assertThat(open(URI.create(redirect + "?code=4/stolen&state=guessed")).statusCode())
                .isEqualTo(400);
        assertThat(running.isDone()).isFalse();

        open(question);
        assertThat(running.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("YOUTUBE_OWNER_REFRESH_TOKEN=" + Credentials.DEMO.ownerRefreshToken());
    }

    @Test
    void whoSaysNoGetsNoToken() throws Exception {
        Future<Integer> running = start(OAuthAccount.ADS, List.of(OAuthAccount.ADS.scope()), Duration.ofMinutes(1));

        assertThat(open(URI.create(shown() + "&login_hint=nobody")).body()).contains("access_denied");

        assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("nothing was authorized, Google says access_denied");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void nobodyWhoComesBackIsWaitedForForEver() {
        Future<Integer> running = start(OAuthAccount.ADS, List.of(OAuthAccount.ADS.scope()), Duration.ofMillis(300));

        assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS)).hasMessageContaining("nobody came back");
    }
}

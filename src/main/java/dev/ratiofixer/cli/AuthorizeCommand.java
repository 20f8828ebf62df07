package dev.ratiofixer.cli;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.google.ConsentExchange;
import dev.ratiofixer.google.ConsentRequest;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code authorize}: walks a person through Google's consent. The person's browser comes back to this machine; what is
 * printed on standard output is the variable to set and nothing else.
 */
@Command(
        name = "authorize",
        mixinStandardHelpOptions = true,
        description =
                "Gets a person's consent at Google and prints the refresh token with the variable that it belongs in.")
public final class AuthorizeCommand implements Runnable {
    private static final List<String> ADS = List.of(OAuthAccount.ADS.scope());
    private static final String READ = "https://www.googleapis.com/auth/youtube.readonly";
    private static final String ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What both commands take. */
    static final class ConsentOptions {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "Where the browser comes back to on this machine; any free one if not given. On a server"
                        + " without a browser, choose one and forward it: ssh -L PORT:127.0.0.1:PORT.")
        private int port;

        @Option(names = "--wait", paramLabel = "DURATION", description = "How long to wait for the person (PT10M).")
        private Duration patience = Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: ads or youtube");
    }

    @Command(
            name = "ads",
            mixinStandardHelpOptions = true,
            description = {
                "For Google Ads: sign in as a user of the ads account.",
                "Since August 2026 Google wants a passkey for a new refresh token. A service account needs neither a"
                        + " person nor a passkey: see GOOGLE_ADS_SERVICE_ACCOUNT."
            })
    int ads(@Mixin ConsentOptions options) throws Exception {
        return authorize(options, OAuthAccount.ADS, ADS);
    }

    @Command(
            name = "youtube",
            mixinStandardHelpOptions = true,
            description = "For the owner's comments: sign in as the owner of the channel.")
    int youtube(
            @Mixin ConsentOptions options,
            @Option(names = "--analytics", description = "Also for the channel's own analytics, read only.")
                    boolean analytics)
            throws Exception {
        List<String> scopes = analytics
                ? Stream.of(OAuthAccount.CHANNEL_OWNER.scope(), READ, ANALYTICS).toList()
                : List.of(OAuthAccount.CHANNEL_OWNER.scope());
        return authorize(options, OAuthAccount.CHANNEL_OWNER, scopes);
    }

    private int authorize(ConsentOptions options, OAuthAccount account, List<String> scopes) throws Exception {
        return authorize(options.config.read().configuration(), options.port, options.patience, account, scopes);
    }

    /** Asks for a consent and prints what came of it. */
    int authorize(Configuration configuration, int port, Duration patience, OAuthAccount account, List<String> scopes)
            throws Exception {
        String client = secret(configuration, Secret.GOOGLE_OAUTH_CLIENT_ID);
        String clientSecret = secret(configuration, Secret.GOOGLE_OAUTH_CLIENT_SECRET);
        Vertx vertx = Vertx.vertx();
        try {
            LoopbackRedirect redirect = LoopbackRedirect.open(vertx, port);
            ConsentRequest asked = ConsentRequest.of(client, scopes, redirect.address(), new SecureRandom());
            URI address = asked.address(configuration.oauth().authorizeUrl());
            err().println("Open this address in a browser on this machine, and sign in for " + account.whose() + ":");
            err().println();
            err().println(address);
            err().println();
            err().flush();
            String code = await(redirect.code(asked), patience);
            ConsentExchange exchange = new ConsentExchange(
                    vertx, InstantSource.system(), configuration.oauth().tokenUrl());
            String token = exchange.refreshToken(account, asked, clientSecret, code)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
            err().println("Set this variable (or write the value into the file that " + account.secret()
                    + "_FILE names), and keep it secret:");
            out().println(account.secret() + "=" + token);
            out().flush();
            return 0;
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static String await(io.vertx.core.Future<String> code, Duration patience) throws Exception {
        try {
            return code.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("nobody came back from Google within " + patience + ": run it again");
        }
    }

    private static String secret(Configuration configuration, Secret name) {
        return configuration
                .secrets()
                .get(name)
                .orElseThrow(() -> new IllegalStateException("set " + name
                        + ": make an OAuth client of type \"Desktop app\" in Google's console, APIs and services,"
                        + " Credentials"));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /**
     * Where a person's browser comes back to from Google: a server on this machine's loopback that takes one answer.
     * What is not the answer to its question is told so and changes nothing.
     */
    static final class LoopbackRedirect {
        private static final String PATH = "/";

        private final int port;
        private final Promise<String> code = Promise.promise();
        private volatile @Nullable ConsentRequest asked;

        private LoopbackRedirect(Vertx vertx, int wanted) throws Exception {
            HttpServer server = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(wanted))
                    .requestHandler(this::answer)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            this.port = server.actualPort();
        }

        /** @param port 0 for any that is free */
        static LoopbackRedirect open(Vertx vertx, int port) throws Exception {
            return new LoopbackRedirect(vertx, port);
        }

        /** Returns its own address, as Google is told. */
        URI address() {
            return URI.create("http://127.0.0.1:" + port + PATH);
        }

        /** Returns the code that comes with the answer to a question; fails if the person said no. */
        Future<String> code(ConsentRequest question) {
            asked = question;
            return code.future();
        }

        private void answer(HttpServerRequest request) {
            ConsentRequest question = asked;
            String state = request.getParam("state", "");
            if (!request.path().equals(PATH) || question == null || !question.isMine(state)) {
                page(request, 400, "This is not the answer to the question that was asked. Start the command again.");
                return;
            }
            String error = request.getParam("error", "");
            String given = request.getParam("code", "");
            if (!error.isEmpty() || given.isEmpty()) {
                String word = error.matches("[a-z_]{1,64}") ? error : "no code";
                page(request, 200, "Google says: " + word + ". Nothing was authorized; you can close this page.")
                        .onComplete(
                                shown -> code.tryFail(new IllegalStateException("nothing was authorized, Google says "
                                        + word + ": run it again and allow what is asked for")));
                return;
            }
            page(request, 200, "Done. You can close this page and go back to the terminal.")
                    .onComplete(shown -> code.tryComplete(given));
        }

        /** Done when the browser has it: the command ends then, and its server with it. */
        private static Future<Void> page(HttpServerRequest request, int status, String text) {
            return request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .end(text + "\n");
        }
    }
}

package dev.ratiofixer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.bus.Traces;
import dev.ratiofixer.provider.ProviderFailure.Aborted;
import dev.ratiofixer.provider.ProviderFailure.Doubt;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one provider: a time limit over everything, few connections with a bounded queue, a limit on the body, no
 * redirects, no repeating and no tracing (they could carry a token elsewhere, or do a thing twice). Answers of every
 * status succeed; a failed future is a {@link ProviderException} that says whether the provider may have acted: nothing
 * that fails before the connection stands has been sent.
 */
public final class ProviderHttpClient {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    /** Google compresses only for clients that say so twice. */
    private static final String USER_AGENT = "ratio-fixer (gzip)";

    private final HttpClient client;
    private final String provider;
    private final InstantSource clock;
    private final Limits limits;

    /**
     * What one client may take.
     *
     * @param time real time from asking to the end of the answer, however fast the engine's own time runs
     * @param waiting most requests that wait for a connection
     * @param maxBody bytes of an answer after decompression
     */
    public record Limits(Duration time, int connections, int waiting, int maxBody) {
        public static final Limits USUAL = new Limits(Duration.ofSeconds(15), 8, 256, 4 << 20);

        public Limits {
            if (!time.isPositive() || connections < 1 || waiting < 1 || maxBody < 1) {
                throw new IllegalArgumentException("every limit of a client must be positive");
            }
        }

        Limits within(Duration limit) {
            return new Limits(limit, connections, waiting, maxBody);
        }
    }

    /**
     * A request; the address is the provider's own and no user's, unless {@code peer} pins it.
     *
     * @param gate has to open before it leaves
     */
    public record Call(
            HttpMethod method,
            String uri,
            Map<String, String> headers,
            @Nullable Buffer body,
            @Nullable SocketAddress peer,
            FencingCheck gate) {
        public static Call get(String uri) {
            return new Call(HttpMethod.GET, uri, Map.of(), null, null, FencingCheck.OPEN);
        }

        public static Call post(String uri, String contentType, Buffer body, FencingCheck gate) {
            return new Call(HttpMethod.POST, uri, Map.of("Content-Type", contentType), body, null, gate);
        }

        public static Call postForm(String uri, Map<String, String> form) {
            String body = new TreeMap<>(form)
                    .entrySet().stream()
                            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                            .collect(Collectors.joining("&"));
            return post(uri, "application/x-www-form-urlencoded", Buffer.buffer(body), FencingCheck.OPEN);
        }

        public Call with(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(headers);
            all.putAll(more);
            return new Call(method, uri, Map.copyOf(all), body, peer, gate);
        }

        /** To this very address, whatever the name in the address stands for by then. */
        public Call to(SocketAddress checked) {
            return new Call(method, uri, headers, body, checked, gate);
        }
    }

    /**
     * A whole answer of any status.
     *
     * @param retryAfter how long it asks to wait, {@code null} if it does not
     */
    public record ProviderResponse(
            int status,
            @Nullable Duration retryAfter,
            @Nullable String requestId,
            Buffer body) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /**
         * What a webhook's answer means; empty if it has taken what was sent. Who answers 503 and says when to come
         * again has not, and is taken at his word.
         *
         * @param said the answer as a person reads it
         * @param code of the refusal, if it is one for good
         */
        public Optional<ProviderFailure> webhookRefusal(String said, String code) {
            if (ok()) {
                return Optional.empty();
            }
            boolean away = status == 503 && retryAfter != null;
            if (away || status == 408 || status == 425 || status == 429) {
                return Optional.of(new ProviderFailure.Throttled(said, retryAfter, null));
            }
            return Optional.of(
                    status >= 500
                            ? new Indeterminate(Doubt.SERVER_ERROR, said, null)
                            : new ProviderFailure.Rejected(code, said, null));
        }

        /** The body as JSON; a missing node when it is none. */
        public JsonNode json() {
            return ProviderJson.read(body);
        }
    }

    /** @param provider for people, such as {@code Google Ads} */
    public ProviderHttpClient(Vertx vertx, InstantSource clock, String provider, Limits limits) {
        this.provider = provider;
        this.clock = clock;
        this.limits = limits;
        HttpClientOptions options = new HttpClientOptions()
                .setDecompressionSupported(true)
                .setConnectTimeout(
                        (int) Math.min(TO_CONNECT.toMillis(), limits.time().toMillis()))
                .setTracingPolicy(TracingPolicy.IGNORE);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(limits.connections()).setMaxWaitQueueSize(limits.waiting()));
    }

    /** The part of an address before its path. */
    public static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** A text as it stands in a path, a query or a form. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Sends it, once its gate opens. */
    public Future<ProviderResponse> send(Call call) {
        return Traces.call(provider, () -> attempt(call));
    }

    private Future<ProviderResponse> attempt(Call call) {
        long deadline = System.nanoTime() + limits.time().toNanos();
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.uri())
                .setFollowRedirects(false);
        SocketAddress peer = call.peer();
        if (peer != null) {
            options.setServer(peer);
        }
        Future<HttpClientRequest> opening = client.request(options);
        return opening.timeout(limits.time().toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> {
                    // One that comes too late would keep its connection.
                    opening.onSuccess(ProviderHttpClient::drop);
                    return ProviderException.failed(new Unreachable(provider + " cannot be reached: " + why(cause)));
                })
                .compose(request -> call.gate().open().compose(opened -> exchange(request, call, deadline), shut -> {
                    drop(request);
                    return withheld(shut);
                }));
    }

    /** Ends its connections. */
    public Future<Void> close() {
        return client.close();
    }

    private Future<ProviderResponse> exchange(HttpClientRequest request, Call call, long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            drop(request);
            return withheld(new IllegalStateException("it took too long to get ready; it is tried again"));
        }
        // The futures tell it already.
        request.exceptionHandler(told -> {});
        call.headers().forEach(request::putHeader);
        request.putHeader("User-Agent", USER_AGENT);
        // Listened to before it is sent: a gate may answer on another thread, and a quick answer be over by then.
        Future<ProviderResponse> answered =
                request.response().compose(response -> body(response).map(body -> answer(response, body)));
        Buffer body = call.body();
        if (body == null) {
            request.end();
        } else {
            request.end(body);
        }
        return answered.timeout(left, TimeUnit.MILLISECONDS).recover(cause -> {
            // Whatever else this connection brings belongs to an exchange that is over.
            request.reset();
            return ProviderException.failed(doubtful(cause));
        });
    }

    private Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(
                broken -> whole.tryFail(doubt(Doubt.CONNECTION_LOST, provider + "'s answer broke off")));
        response.handler(chunk -> {
            if (body.length() + chunk.length() > limits.maxBody()) {
                whole.tryFail(doubt(
                        Doubt.MALFORMED,
                        provider + " answers with more than can be read (over " + limits.maxBody() + " bytes)"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private ProviderResponse answer(HttpClientResponse response, Buffer body) {
        @Nullable String wait = response.getHeader("Retry-After");
        @Nullable
        Duration retryAfter = wait == null
                ? null
                : RetryAfter.pause(wait, response.getHeader("Date"), clock.instant())
                        .orElse(null);
        return new ProviderResponse(response.statusCode(), retryAfter, response.getHeader("request-id"), body);
    }

    private static void drop(HttpClientRequest request) {
        request.exceptionHandler(told -> {});
        request.reset();
    }

    private ProviderFailure doubtful(Throwable cause) {
        return switch (cause) {
            case ProviderException known -> known.failure();
            case TimeoutException late ->
                new Indeterminate(Doubt.TIMED_OUT, provider + " did not answer within " + seconds(limits.time()), null);
            default -> new Indeterminate(Doubt.CONNECTION_LOST, provider + " gave no answer: " + why(cause), null);
        };
    }

    /** What kept a connection from being made or used, without the name of a class. */
    private static String why(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> "its address is not found";
            case SSLException unproven ->
                "no encrypted connection to it can be made, or its certificate is not accepted";
            case TimeoutException late -> "it takes no connection in time";
            case ConnectException refused -> "it takes no connection";
            default -> "the connection broke";
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static ProviderException doubt(Doubt doubt, String reason) {
        return new ProviderException(new Indeterminate(doubt, reason, null));
    }

    private static Future<ProviderResponse> withheld(Throwable cause) {
        return ProviderException.failed(
                cause instanceof ProviderException known
                        ? known.failure()
                        : new Aborted("not sent: " + cause.getMessage()));
    }

    /** Reads what a provider answers: unknown fields are welcome, anything but JSON is no answer. */
    public static final class ProviderJson {
        /** What stands for a field or a body that is not there. */
        public static final JsonNode NOTHING = MissingNode.getInstance();

        private static final JsonMapper MAPPER = new JsonMapper();

        private ProviderJson() {}

        /** The body as JSON; {@link #NOTHING} when it is none. */
        public static JsonNode read(Buffer body) {
            try {
                JsonNode tree = MAPPER.readTree(body.getBytes());
                return tree == null ? NOTHING : tree;
            } catch (IOException notJson) {
                return NOTHING;
            }
        }

        /** A text as JSON; {@link #NOTHING} when it is none. */
        public static JsonNode read(String text) {
            return read(Buffer.buffer(text));
        }

        /** JSON text as it goes on the wire. */
        public static Buffer write(JsonNode tree) {
            return Buffer.buffer(tree.toString());
        }

        /** An empty object to fill. */
        public static ObjectNode object() {
            return MAPPER.createObjectNode();
        }
    }

    /**
     * How the last call of a provider ended, for health: a failure of every kind counts, but not a call that was never
     * sent. Any thread.
     */
    public static final class LastOutcome {
        private volatile boolean used;
        private volatile @Nullable ProviderFailure failure;

        /** Notes how a call ends. */
        public <T> Future<T> of(Future<T> call) {
            return call.onComplete(done -> {
                ProviderFailure cause = done.succeeded() ? null : ProviderException.of(done.cause());
                if (!(cause instanceof ProviderFailure.Aborted)) {
                    failure = cause;
                    used = true;
                }
            });
        }

        /** Whether it was called at all since the start. */
        public boolean used() {
            return used;
        }

        /** How the last call failed, {@code null} if it did not. */
        public @Nullable ProviderFailure failure() {
            return failure;
        }
    }
}

package dev.ratiofixer.provider;

import io.vertx.core.Future;
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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one provider: a time limit over everything, few connections with a bounded queue, a limit on the body, no
 * redirects, no repeating and no tracing (they could carry a token elsewhere, or do a thing twice). Answers of every
 * status succeed; a failed future is a {@link ProviderException} that says whether the provider may have acted: nothing
 * that fails before the connection stands has been sent.
 */
public final class ProviderHttpClient {
    /** Real time, however fast the engine's own runs. */
    public static final Duration LIMIT = Duration.ofSeconds(15);

    static final int CONNECTIONS = 8;
    static final int WAITING = 256;
    static final int MAX_BODY = 4 << 20;
    static final int CONNECT_MILLIS = 5_000;
    /** Google compresses only for clients that say so twice. */
    static final String USER_AGENT = "ratio-fixer (gzip)";

    private final HttpClient client;
    private final String provider;
    private final Duration limit;

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
            FencingCheck gate) {}

    /** A whole answer of any status. */
    public record Answer(
            int status,
            @Nullable String retryAfter,
            @Nullable String requestId,
            Buffer body) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    public ProviderHttpClient(Vertx vertx, String provider, Duration limit) {
        this.provider = provider;
        this.limit = limit;
        HttpClientOptions options = new HttpClientOptions()
                .setDecompressionSupported(true)
                .setConnectTimeout(CONNECT_MILLIS)
                .setTracingPolicy(TracingPolicy.IGNORE);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    public Future<Answer> send(Call call) {
        long deadline = System.nanoTime() + limit.toNanos();
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.uri())
                .setFollowRedirects(false);
        SocketAddress peer = call.peer();
        if (peer != null) {
            options.setServer(peer);
        }
        return client.request(options)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(unreached(provider, cause)))
                .compose(request -> call.gate().open().compose(opened -> exchange(request, call, deadline), shut -> {
                    request.exceptionHandler(told -> {});
                    request.reset();
                    return Future.failedFuture(withheld(shut));
                }));
    }

    public void close() {
        client.close();
    }

    private Future<Answer> exchange(HttpClientRequest request, Call call, long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            request.reset();
            return Future.failedFuture(withheld(new IllegalStateException("it took too long to get ready")));
        }
        // The futures tell it already.
        request.exceptionHandler(told -> {});
        call.headers().forEach(request::putHeader);
        request.putHeader("User-Agent", USER_AGENT);
        // Listened to before it is sent: a gate may answer on another thread, and a quick answer be over by then.
        Future<Answer> answered = request.response()
                .compose(response -> BoundedBody.read(response, MAX_BODY).map(read -> answer(response, read)));
        Buffer body = call.body();
        if (body == null) {
            request.end();
        } else {
            request.end(body);
        }
        return answered.timeout(left, TimeUnit.MILLISECONDS).recover(cause -> {
            // Whatever else this connection brings belongs to an exchange that is over.
            request.reset();
            return Future.failedFuture(doubtful(provider, cause));
        });
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        return new Answer(
                response.statusCode(), response.getHeader("Retry-After"), response.getHeader("request-id"), body);
    }

    static ProviderException unreached(String provider, Throwable cause) {
        return new ProviderException(new ProviderFailure.Unreachable(
                provider + " cannot be reached (" + cause.getClass().getSimpleName() + ")"));
    }

    private static ProviderException withheld(Throwable cause) {
        return cause instanceof ProviderException known
                ? known
                : new ProviderException(new ProviderFailure.Aborted("not sent: " + cause.getMessage()));
    }

    static ProviderException doubtful(String provider, Throwable cause) {
        String why = cause instanceof ProviderException known
                ? known.failure().reason()
                : "gave no answer (" + cause.getClass().getSimpleName() + ")";
        return new ProviderException(new ProviderFailure.Indeterminate(provider + " " + why));
    }
}

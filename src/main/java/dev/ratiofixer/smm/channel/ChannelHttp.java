package dev.ratiofixer.smm.channel;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one provider: a time limit over everything, few connections with a bounded queue, a limit on the body, no
 * redirects and no tracing (both could carry a token elsewhere). Answers of every status succeed; a failed future is a
 * {@link ChannelException} that says whether the provider may have acted.
 */
final class ChannelHttp {
    /** Real time, however fast the engine's own runs. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;
    private static final int MAX_BODY = 4 << 20;
    private static final int CONNECT_MILLIS = 5_000;

    private final WebClient web;
    private final String provider;
    private final Duration limit;

    /** A request; the address is the provider's own and no user's, unless {@code peer} pins it. */
    record Call(
            HttpMethod method,
            String uri,
            Map<String, String> headers,
            @Nullable Buffer body,
            @Nullable SocketAddress peer) {}

    /** A whole answer of any status. */
    record Answer(
            int status,
            @Nullable String retryAfter,
            @Nullable String requestId,
            Buffer body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    ChannelHttp(Vertx vertx, String provider, Duration limit) {
        this.provider = provider;
        this.limit = limit;
        WebClientOptions options = new WebClientOptions();
        options.setFollowRedirects(false)
                .setUserAgent("ratio-fixer (gzip)")
                .setDecompressionSupported(true)
                .setConnectTimeout(CONNECT_MILLIS)
                .setTracingPolicy(TracingPolicy.IGNORE);
        this.web = WebClient.create(
                vertx, options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    Future<Answer> get(String uri, Map<String, String> headers) {
        return send(new Call(HttpMethod.GET, uri, headers, null, null));
    }

    Future<Answer> post(String uri, Map<String, String> headers, Buffer body) {
        return send(new Call(HttpMethod.POST, uri, headers, body, null));
    }

    Future<Answer> send(Call call) {
        long deadline = System.nanoTime() + limit.toNanos();
        SocketAddress peer = call.peer();
        HttpRequest<Buffer> request = peer == null
                ? web.requestAbs(call.method(), call.uri())
                : web.requestAbs(call.method(), peer, call.uri());
        call.headers().forEach(request::putHeader);
        request.timeout(limit.toMillis()).as(new BoundedBody(MAX_BODY, deadline));
        Future<HttpResponse<Buffer>> sent = call.body() == null ? request.send() : request.sendBuffer(call.body());
        return sent.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .map(ChannelHttp::answer)
                .recover(cause -> Future.failedFuture(named(cause)));
    }

    void close() {
        web.close();
    }

    private static Answer answer(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        return new Answer(
                response.statusCode(),
                response.getHeader("Retry-After"),
                response.getHeader("request-id"),
                body == null ? Buffer.buffer() : body);
    }

    private ChannelException named(Throwable cause) {
        if (cause instanceof ChannelException known) {
            return new ChannelException(new ChannelFailure.Doubtful(
                    provider + ": " + known.failure().reason()));
        }
        boolean unreached = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof io.vertx.core.http.ConnectionPoolTooBusyException
                || cause instanceof javax.net.ssl.SSLHandshakeException;
        return new ChannelException(
                unreached
                        ? new ChannelFailure.Unreachable(provider + " cannot be reached ("
                                + cause.getClass().getSimpleName() + ")")
                        : new ChannelFailure.Doubtful(provider + " gave no answer ("
                                + cause.getClass().getSimpleName() + ")"));
    }
}

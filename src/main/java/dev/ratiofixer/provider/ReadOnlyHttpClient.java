package dev.ratiofixer.provider;

import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * HTTP to one provider for what places nothing, such as reading a sheet or renewing a token: under the limits of
 * {@link ProviderHttpClient}, without a gate. Answers of every status succeed; a failed future is a
 * {@link ProviderException}.
 */
public final class ReadOnlyHttpClient {
    private final WebClient client;
    private final String provider;
    private final Duration limit;

    public ReadOnlyHttpClient(Vertx vertx, String provider, Duration limit) {
        this.provider = provider;
        this.limit = limit;
        WebClientOptions options = new WebClientOptions()
                .setUserAgent(ProviderHttpClient.USER_AGENT)
                .setFollowRedirects(false)
                .setDecompressionSupported(true)
                .setConnectTimeout(ProviderHttpClient.CONNECT_MILLIS)
                .setTracingPolicy(TracingPolicy.IGNORE);
        this.client = WebClient.create(
                vertx,
                options,
                new PoolOptions()
                        .setHttp1MaxSize(ProviderHttpClient.CONNECTIONS)
                        .setMaxWaitQueueSize(ProviderHttpClient.WAITING));
    }

    public Future<Answer> get(String uri) {
        return answer(request(HttpMethod.GET, uri).send());
    }

    public Future<Answer> postForm(String uri, MultiMap form) {
        return answer(request(HttpMethod.POST, uri).sendForm(form));
    }

    public void close() {
        client.close();
    }

    private HttpRequest<Buffer> request(HttpMethod method, String uri) {
        return client.requestAbs(method, uri)
                .timeout(limit.toMillis())
                .as(() -> new BoundedBody(ProviderHttpClient.MAX_BODY));
    }

    private Future<Answer> answer(Future<HttpResponse<Buffer>> exchange) {
        return exchange.map(ReadOnlyHttpClient::answer).recover(cause -> Future.failedFuture(failure(cause)));
    }

    private static Answer answer(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        return new Answer(
                response.statusCode(),
                response.getHeader("Retry-After"),
                response.getHeader("request-id"),
                body == null ? Buffer.buffer() : body);
    }

    private ProviderException failure(Throwable cause) {
        boolean never = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectionPoolTooBusyException;
        return never ? ProviderHttpClient.unreached(provider, cause) : ProviderHttpClient.doubtful(provider, cause);
    }
}

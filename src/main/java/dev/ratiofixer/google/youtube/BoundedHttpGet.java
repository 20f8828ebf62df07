package dev.ratiofixer.google.youtube;

import dev.ratiofixer.google.youtube.YouTubeFailure.MalformedResponse;
import dev.ratiofixer.google.youtube.YouTubeFailure.TimedOut;
import dev.ratiofixer.google.youtube.YouTubeFailure.Unreachable;
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
import io.vertx.core.tracing.TracingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * GET with one time limit over everything, from waiting for a connection to the last byte, and a limit on the body. The
 * plain client rather than the web client, because passing a limit must reset the request at once. Redirects are not
 * followed and requests not traced: both would carry the key elsewhere.
 */
final class BoundedHttpGet {
    private static final int WAITING_PER_CONNECTION = 4;

    /** A whole answer of any status. */
    record Answer(int status, RetryAfter retryAfter, Buffer body) {}

    private final Vertx vertx;
    private final ApiSettings settings;
    private final HttpClient http;
    private final String origin;

    BoundedHttpGet(Vertx vertx, ApiSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.origin = settings.origin().getScheme() + "://" + settings.origin().getRawAuthority();
        HttpClientOptions options = new HttpClientOptions()
                .setDecompressionSupported(true)
                .setConnectTimeout((int) settings.timeout().toMillis());
        options.setTracingPolicy(TracingPolicy.IGNORE);
        this.http = vertx.createHttpClient(
                options,
                new PoolOptions()
                        .setHttp1MaxSize(settings.connections())
                        .setMaxWaitQueueSize(settings.connections() * WAITING_PER_CONNECTION));
    }

    Future<Void> close() {
        return http.close();
    }

    /** @param target path and query; a failure's cause is a {@link YouTubeException} that does not quote it */
    Future<Answer> get(String target) {
        Exchange exchange = new Exchange();
        long deadline =
                vertx.setTimer(settings.timeout().toMillis(), fired -> exchange.fail(new TimedOut(settings.timeout())));
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(origin + target)
                .setFollowRedirects(false)
                // Google compresses only for clients that say so twice.
                .putHeader("User-Agent", "ratio-fixer (gzip)")
                .putHeader("Accept", "application/json");
        http.request(options)
                .onSuccess(exchange::send)
                .onFailure(broken -> exchange.fail(new Unreachable("no connection")));
        return exchange.outcome.future().onComplete(done -> vertx.cancelTimer(deadline));
    }

    /** One request; whatever comes first settles it, and all that comes later is ignored. */
    private final class Exchange {
        private final Promise<Answer> outcome = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;

        void send(HttpClientRequest opened) {
            request = opened;
            if (outcome.future().isComplete()) {
                opened.reset();
                return;
            }
            opened.response().onSuccess(this::receive).onFailure(broken -> fail(new Unreachable("connection lost")));
            opened.send().onFailure(broken -> fail(new Unreachable("connection lost")));
        }

        private void receive(HttpClientResponse response) {
            response.exceptionHandler(broken -> fail(new MalformedResponse("it breaks off")));
            response.handler(this::take);
            response.endHandler(end ->
                    outcome.tryComplete(new Answer(response.statusCode(), RetryAfter.of(response.headers()), body)));
        }

        private void take(Buffer chunk) {
            if (body.length() + chunk.length() > settings.maxBody()) {
                fail(new MalformedResponse("more than " + settings.maxBody() + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void fail(YouTubeFailure failure) {
            if (outcome.tryFail(new YouTubeException(failure)) && request != null) {
                request.reset();
            }
        }
    }
}

package dev.ratiofixer.provider;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Takes a response's body up to a size, counted after decompression; a larger one fails. */
final class BoundedBody implements BodyStream<Buffer> {
    private final Promise<Buffer> result = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private final int limit;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    static Future<Buffer> read(HttpClientResponse response, int limit) {
        BoundedBody body = new BoundedBody(limit);
        response.exceptionHandler(body);
        response.handler(body::write);
        response.endHandler(end -> body.end());
        return body.result();
    }

    @Override
    public Future<Buffer> result() {
        return result.future();
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        if (!result.future().isComplete() && body.length() + chunk.length() > limit) {
            handle(new ProviderException(
                    new ProviderFailure.Indeterminate("answers with a body over " + limit + " bytes")));
        }
        if (result.future().isComplete()) {
            return result.future().mapEmpty();
        }
        body.appendBuffer(chunk);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        result.tryComplete(body);
        return result.future().mapEmpty();
    }

    @Override
    public void handle(Throwable broken) {
        result.tryFail(broken);
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> ready) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> broken) {
        return this;
    }
}

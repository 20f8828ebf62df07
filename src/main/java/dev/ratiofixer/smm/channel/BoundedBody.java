package dev.ratiofixer.smm.channel;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Takes a response's body up to a size and up to a moment; what passes either fails. */
final class BoundedBody implements BodyCodec<Buffer> {
    private final int limit;
    private final long deadlineNanos;

    BoundedBody(int limit, long deadlineNanos) {
        this.limit = limit;
        this.deadlineNanos = deadlineNanos;
    }

    @Override
    public BodyStream<Buffer> stream() {
        return new Stream();
    }

    private final class Stream implements BodyStream<Buffer> {
        private final Promise<Buffer> result = Promise.promise();
        private final Buffer body = Buffer.buffer();

        @Override
        public Future<Buffer> result() {
            return result.future();
        }

        @Override
        public void handle(Throwable cause) {
            result.tryFail(cause);
        }

        @Override
        public Future<Void> write(Buffer chunk) {
            boolean late = System.nanoTime() - deadlineNanos > 0;
            if (late || body.length() + chunk.length() > limit) {
                String why = late ? "its body does not end in time" : "its body is over " + limit + " bytes";
                ChannelException failure = new ChannelException(new ChannelFailure.Doubtful(why));
                result.tryFail(failure);
                return Future.failedFuture(failure);
            }
            body.appendBuffer(chunk);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            result.tryComplete(body);
            return Future.succeededFuture();
        }

        @Override
        public BodyStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public BodyStream<Buffer> setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public BodyStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }
}

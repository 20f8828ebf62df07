package dev.ratiofixer.smm.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Takes a response's body up to a size, counted after decompression; a larger one fails. */
final class BoundedBody {
    private BoundedBody() {}

    static Future<Buffer> read(HttpClientResponse response, int limit) {
        Promise<Buffer> result = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(result::tryFail);
        response.handler(chunk -> {
            if (result.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > limit) {
                result.tryFail(new ChannelException(
                        new ChannelFailure.Doubtful("answers with a body over " + limit + " bytes")));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> result.tryComplete(body));
        return result.future();
    }
}

package dev.ratiofixer.http.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What waits for a client that does not read. */
class SendBufferTest {
    private final Deque<Promise<Void>> unread = new ArrayDeque<>();
    private final SendBuffer outbox = new SendBuffer(new BridgeConnection() {
        @Override
        public Future<Void> write(Buffer frame) {
            Promise<Void> promise = Promise.promise();
            unread.add(promise);
            return promise.future();
        }

        @Override
        public void close() {}

        @Override
        public String address() {
            return "";
        }

        @Override
        public @Nullable String cookie() {
            return null;
        }
    });

    private void send(int kib) {
        for (int i = 0; i < kib; i++) {
            outbox.send(Buffer.buffer(new byte[1024]));
        }
    }

    @Test
    void holdsEventsBackUntilTheClientHasRead() {
        send(63);
        assertThat(outbox.isFull()).isFalse();
        send(1);
        assertThat(outbox.isFull()).isTrue();
        unread.remove().complete();
        assertThat(outbox.isFull()).isFalse();
    }

    @Test
    void givesUpAStrangerSoonerThanACaller() {
        send(16);
        assertThat(outbox.isBeyondHope(true)).isTrue();
        assertThat(outbox.isBeyondHope(false)).isFalse();
        send(512 - 16);
        assertThat(outbox.isBeyondHope(false)).isTrue();
        unread.remove().fail("the connection broke");
        assertThat(outbox.isBeyondHope(false)).isFalse();
    }
}

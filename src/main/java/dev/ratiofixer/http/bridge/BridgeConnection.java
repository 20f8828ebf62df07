package dev.ratiofixer.http.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes to one client's connection, by whatever transport. */
interface BridgeConnection {
    /** Writes one frame; done once it has left this process. */
    Future<Void> write(Buffer frame);

    void close();

    /** Where the client is. */
    String address();

    /** The value of the session cookie that it connected with. */
    @Nullable
    String cookie();
}

package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves the bridge by TCP: each frame is a length of four bytes, the highest first, and JSON. */
public final class TcpBridge {
    private static final int IDLE_SECONDS = 120;

    private TcpBridge() {}

    /** Listens; fails if the port is taken. By TLS where the API is. */
    public static Future<NetServer> listen(Vertx vertx, HttpSettings settings, int port, BridgeSessions sessions) {
        NetServerOptions options =
                new NetServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        HttpSettings.@Nullable Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return vertx.createNetServer(options)
                .connectHandler(socket -> open(socket, sessions))
                .listen(port, settings.host());
    }

    private static void open(NetSocket socket, BridgeSessions sessions) {
        sessions.begin(BridgeProtocol.TCP, new TcpConnection(socket))
                .ifPresentOrElse(
                        session -> {
                            socket.handler(new TcpFrameReader(session));
                            socket.exceptionHandler(broken -> session.end());
                            socket.closeHandler(closed -> sessions.forget(session));
                        },
                        socket::close);
    }

    private record TcpConnection(NetSocket socket) implements BridgeConnection {
        @Override
        public Future<Void> write(Buffer frame) {
            return socket.write(Buffer.buffer(Integer.BYTES + frame.length())
                    .appendInt(frame.length())
                    .appendBuffer(frame));
        }

        @Override
        public void close() {
            socket.close();
        }

        @Override
        public String address() {
            return socket.remoteAddress() == null
                    ? ""
                    : String.valueOf(socket.remoteAddress().hostAddress());
        }

        @Override
        public @Nullable String cookie() {
            return null;
        }
    }
}

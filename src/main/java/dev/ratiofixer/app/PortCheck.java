package dev.ratiofixer.app;

import dev.ratiofixer.http.HttpSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Finds out before a start whether the ports are free. Blocks for a moment. */
final class PortCheck {
    private PortCheck() {}

    /**
     * Takes each port and gives it back.
     *
     * @throws IllegalStateException naming the first one that is taken, and the setting of another
     */
    static void free(HttpSettings http) throws IOException {
        free(http.host(), http.port(), "http.port or RATIO_FIXER_PORT");
        free(http.host(), http.managementPort(), "http.management_port (demo: --management-port)");
        @Nullable Integer bridge = http.tcpBridgePort();
        if (bridge != null) {
            free(http.host(), bridge, "http.tcp_bridge_port");
        }
    }

    private static void free(String host, int port, String setting) throws IOException {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of an earlier process that linger take no port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException taken) {
            throw new IllegalStateException(
                    "cannot listen on " + host + " port " + port + " (" + taken.getMessage()
                            + "): end what holds it, or set " + setting + " to a free one",
                    taken);
        }
    }
}

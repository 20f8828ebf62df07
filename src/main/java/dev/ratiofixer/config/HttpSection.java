package dev.ratiofixer.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code http}.
 *
 * @param corsOrigins other origins whose pages may call the API
 * @param requestsPerMinute how many requests one API key may make in a minute
 * @param tcpBridgePort the TCP event-bus bridge's port, or {@code null} for none
 * @param tls the API's certificate, or {@code null} for plain HTTP
 */
public record HttpSection(
        String host,
        int port,
        String managementHost,
        int managementPort,
        List<String> corsOrigins,
        int requestsPerMinute,
        @Nullable Integer tcpBridgePort,
        @Nullable Tls tls) {
    /** PEM files of a certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    public HttpSection {
        corsOrigins = List.copyOf(corsOrigins);
    }
}

package dev.ratiofixer.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code http}.
 *
 * @param corsOrigins other origins whose pages may call the API
 * @param maxStreams the most live streams at a time
 * @param secureCookies whether browsers reach the dashboard by HTTPS only, through a proxy
 * @param tcpBridgePort the TCP event-bus bridge's port, or {@code null} for none
 * @param tls the API's certificate, or {@code null} for plain HTTP
 */
public record HttpSection(
        String host,
        int port,
        int managementPort,
        List<String> corsOrigins,
        RateLimit rateLimit,
        int maxStreams,
        boolean secureCookies,
        @Nullable Integer tcpBridgePort,
        @Nullable Tls tls) {
    /** How often one API key may ask one node: sustained a second, and at once after a pause. */
    public record RateLimit(int perSecond, int burst) {}

    /** PEM files of a certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    public HttpSection {
        corsOrigins = List.copyOf(corsOrigins);
    }
}

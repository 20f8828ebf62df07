package dev.ratiofixer.http;

import dev.ratiofixer.access.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP verticle serves.
 *
 * @param port 0 for any free one
 * @param managementPort port of {@code /livez /readyz /metrics}, 0 for any free one
 * @param corsOrigins origins of other sites whose pages may call; none by default
 * @param tcpBridgePort port of the TCP event-bus bridge, {@code null} for none, 0 for any free one
 * @param secureCookies whether browsers reach it by HTTPS only
 * @param requestTimeout the longest that a call may take
 * @param maxStreams the most live streams at a time
 * @param tls the API's certificate, {@code null} for plain HTTP; browsers then reach it by HTTPS only
 */
public record HttpSettings(
        String host,
        int port,
        int managementPort,
        List<String> corsOrigins,
        @Nullable Integer tcpBridgePort,
        boolean secureCookies,
        RateLimit rateLimit,
        Duration requestTimeout,
        int maxStreams,
        @Nullable Tls tls) {
    /** PEM files of a certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
        secureCookies = secureCookies || tls != null;
    }

    /** Plain HTTP. */
    public HttpSettings(
            String host,
            int port,
            int managementPort,
            List<String> corsOrigins,
            @Nullable Integer tcpBridgePort,
            boolean secureCookies,
            RateLimit rateLimit,
            Duration requestTimeout,
            int maxStreams) {
        this(
                host,
                port,
                managementPort,
                corsOrigins,
                tcpBridgePort,
                secureCookies,
                rateLimit,
                requestTimeout,
                maxStreams,
                null);
    }

    /** With what most set-ups leave alone: no TCP bridge, 30 s a call, 10,000 streams. */
    public static HttpSettings of(String host, int port, int managementPort, List<String> corsOrigins) {
        return new HttpSettings(
                host,
                port,
                managementPort,
                corsOrigins,
                null,
                false,
                RateLimit.DEFAULT,
                Duration.ofSeconds(30),
                10_000);
    }

    /** The same with a TCP event-bus bridge. */
    public HttpSettings withTcpBridge(int bridgePort) {
        return new HttpSettings(
                host,
                port,
                managementPort,
                corsOrigins,
                bridgePort,
                secureCookies,
                rateLimit,
                requestTimeout,
                maxStreams,
                tls);
    }

    /** The same by HTTPS. */
    public HttpSettings withTls(Tls certificate) {
        return new HttpSettings(
                host,
                port,
                managementPort,
                corsOrigins,
                tcpBridgePort,
                secureCookies,
                rateLimit,
                requestTimeout,
                maxStreams,
                certificate);
    }
}

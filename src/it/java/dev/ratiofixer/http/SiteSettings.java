package dev.ratiofixer.http;

import dev.ratiofixer.access.RateLimit;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link Site} is configured: on a free port of the loopback, and as a test wants it beyond that. */
final class SiteSettings {
    private int port;
    private RateLimit rateLimit = new RateLimit(100_000, 100_000);
    private @Nullable Integer tcpBridgePort;
    private HttpSettings.@Nullable Tls tls;
    private @Nullable URI publicUrl;
    private List<String> trustedProxies = List.of();

    SiteSettings withPort(int other) {
        port = other;
        return this;
    }

    SiteSettings withRateLimit(RateLimit other) {
        rateLimit = other;
        return this;
    }

    SiteSettings withTcpBridge(int other) {
        tcpBridgePort = other;
        return this;
    }

    SiteSettings withTls(HttpSettings.Tls other) {
        tls = other;
        return this;
    }

    SiteSettings withPublicUrl(URI other) {
        publicUrl = other;
        return this;
    }

    SiteSettings withTrustedProxies(List<String> others) {
        trustedProxies = others;
        return this;
    }

    HttpSettings build() {
        return new HttpSettings(
                "127.0.0.1",
                port,
                0,
                List.of("https://label.example.org"),
                rateLimit,
                10_000,
                false,
                tcpBridgePort,
                tls,
                publicUrl,
                trustedProxies);
    }
}

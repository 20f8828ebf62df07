package dev.ratiofixer.http;

import dev.ratiofixer.access.RateLimit;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.settings.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configures how the HTTP verticle serves: section {@code http}.
 *
 * @param port 0 for any free one
 * @param managementPort port of {@code /livez /readyz /metrics}, 0 for any free one
 * @param corsOrigins other origins whose pages may call the API
 * @param rateLimit how often one API key may ask one node
 * @param maxStreams the most live streams at a time
 * @param secureCookies whether browsers reach the dashboard by HTTPS only: through a proxy, or because of {@code tls}
 * @param tcpBridgePort the TCP event-bus bridge's port, {@code null} for none, 0 for any free one
 * @param tls the API's certificate, or {@code null} for plain HTTP
 * @param publicUrl the origin at which people reach the dashboard, {@code null} where no link can be given
 * @param trustedProxies addresses and blocks (CIDR) of proxies that say truly who the client is
 */
public record HttpSettings(
        String host,
        int port,
        int managementPort,
        List<String> corsOrigins,
        RateLimit rateLimit,
        int maxStreams,
        boolean secureCookies,
        @Nullable Integer tcpBridgePort,
        @Nullable Tls tls,
        @Nullable URI publicUrl,
        List<String> trustedProxies) {
    /** The longest that a call may take. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    /** PEM files of a certificate chain and its private key. */
    public record Tls(Path certificate, Path key) {}

    public HttpSettings {
        corsOrigins = corsOrigins.stream().map(WebAddress::origin).toList();
        secureCookies = secureCookies || tls != null;
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns the addresses of pages, for texts that leave the engine. */
    public PageLinks links() {
        return new PageLinks(publicUrl);
    }

    /**
     * Returns what a person opens: {@code public_url} where it is set. A host that stands for every address of this
     * machine or container ({@code 0.0.0.0}) can be opened by nobody; from outside it is the address that the port is
     * published at, on the machine itself {@code localhost}.
     *
     * @param bound the port that it listens on
     */
    public String browserAddress(int bound) {
        if (publicUrl != null) {
            return publicUrl.resolve("/").toString();
        }
        String name = EVERY_ADDRESS.contains(host) ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return (tls == null ? "http://" : "https://") + name + ":" + bound + "/";
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check, SecuritySettings security) {
        if (publicUrl != null) {
            check.encrypted("public_url", publicUrl, security);
        }
        SettingsCheck proxies = check.at("trusted_proxies");
        for (int i = 0; i < trustedProxies.size(); i++) {
            if (!TrustedProxies.isBlock(trustedProxies.get(i))) {
                proxies.at(i).problem(trustedProxies.get(i), "must be an address or a block, such as 10.0.0.0/8");
            }
        }
        if (port != 0 && port == managementPort) {
            check.problem("management_port", managementPort, "must not be http.port");
        }
        if (tls != null) {
            SettingsCheck files = check.at("tls");
            files.readable("certificate", tls.certificate());
            files.readable("key", tls.key());
        }
    }
}

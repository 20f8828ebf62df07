package dev.ratiofixer.provider;

import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests to addresses that people configure from reaching the engine's own network: only {@code https}, only
 * public addresses, and the connection goes to the very address that was checked, so that a name cannot change its mind
 * in between (DNS rebinding). With {@code security.allow_private_addresses} all of that is allowed, for development.
 */
public final class OutboundAddressGuard {
    /** Looks a host up; may block. */
    @FunctionalInterface
    public interface Resolver {
        /** All its addresses. */
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Vertx vertx;
    private final Resolver resolver;
    private final boolean allowPrivate;

    public OutboundAddressGuard(Vertx vertx, Resolver resolver, boolean allowPrivate) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.allowPrivate = allowPrivate;
    }

    /** With the machine's own resolver. */
    public static OutboundAddressGuard ofSystem(Vertx vertx, boolean allowPrivate) {
        return new OutboundAddressGuard(vertx, host -> List.of(InetAddress.getAllByName(host)), allowPrivate);
    }

    /** The address to connect to; fails with {@code Disallowed} when it must not be, saying why. */
    public Future<SocketAddress> admit(URI url) {
        String host = url.getHost();
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean plain = allowPrivate && "http".equalsIgnoreCase(url.getScheme());
        if (host == null || !(https || plain)) {
            return refuse("the address must begin with https://");
        }
        if (url.getUserInfo() != null) {
            return refuse("the address must not hold a user name or password");
        }
        int port = url.getPort() != -1 ? url.getPort() : https ? HTTPS : HTTP;
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return vertx.executeBlocking(() -> resolver.addresses(name), false)
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .recover(unknown -> Future.failedFuture(new ProviderException(
                        new ProviderFailure.Unreachable("its address is not found (" + name + ")"))))
                .compose(addresses -> choose(name, addresses, port));
    }

    private Future<SocketAddress> choose(String host, List<InetAddress> addresses, int port) {
        if (addresses.isEmpty()) {
            return Future.failedFuture(
                    new ProviderException(new ProviderFailure.Unreachable("its address is not found (" + host + ")")));
        }
        if (!allowPrivate && !addresses.stream().allMatch(PublicAddress::is)) {
            return refuse("its address is in a private network, where nothing is sent (" + host
                    + "; setting security.allow_private_addresses allows it, for development)");
        }
        return Future.succeededFuture(
                SocketAddress.inetSocketAddress(port, addresses.getFirst().getHostAddress()));
    }

    private static <T> Future<T> refuse(String reason) {
        return Future.failedFuture(new ProviderException(new ProviderFailure.Rejected("ADDRESS", reason, null)));
    }
}

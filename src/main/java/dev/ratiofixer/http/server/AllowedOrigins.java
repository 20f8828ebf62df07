package dev.ratiofixer.http.server;

import dev.ratiofixer.settings.WebAddress;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which pages may call: those of this server, and those of the configured origins. Programs send no origin. */
public final class AllowedOrigins {
    private final Set<String> configured;

    /** @param configured scheme, host and port, in any case */
    public AllowedOrigins(List<String> configured) {
        this.configured = configured.stream().map(WebAddress::origin).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request may be answered as far as its {@code Origin} goes. */
    public boolean allow(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || isConfigured(request) || isOwn(request, WebAddress.origin(origin));
    }

    /** Whether a request is of a page of one of the configured origins. */
    boolean isConfigured(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && configured.contains(WebAddress.origin(origin));
    }

    private static boolean isOwn(HttpServerRequest request, String origin) {
        return request.authority() != null
                && (origin.equals(WebAddress.origin("http://" + request.authority()))
                        || origin.equals(WebAddress.origin("https://" + request.authority())));
    }
}

package dev.ratiofixer.http.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which pages may call: those of this server, and those of the configured origins. Programs send no origin. */
public final class AllowedOrigins {
    private final Set<String> configured;

    /** @param configured scheme, host and port, in any case */
    public AllowedOrigins(List<String> configured) {
        this.configured = configured.stream().map(AllowedOrigins::lower).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request may be answered as far as its {@code Origin} goes. */
    public boolean allow(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || configured.contains(lower(origin)) || isOwn(request, lower(origin));
    }

    private static boolean isOwn(HttpServerRequest request, String origin) {
        return request.authority() != null
                && origin.replaceFirst("^https?://", "").equals(lower(String.valueOf(request.authority())));
    }

    /** Scheme and host are compared without regard to case (RFC 3986, 6.2.2.1). */
    private static String lower(String origin) {
        return origin.toLowerCase(Locale.ROOT);
    }
}

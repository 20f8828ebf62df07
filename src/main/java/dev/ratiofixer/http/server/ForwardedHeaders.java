package dev.ratiofixer.http.server;

import dev.ratiofixer.http.TrustedProxies;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything: afterwards {@code X-Forwarded-For} is there only if a trusted proxy sent it, and then is
 * the client's address alone; {@code X-Forwarded-Proto} likewise. Belongs to one context.
 */
public final class ForwardedHeaders implements Handler<HttpServerRequest> {
    static final String FOR = "X-Forwarded-For";
    static final String PROTO = "X-Forwarded-Proto";

    private final TrustedProxies proxies;
    private final Handler<HttpServerRequest> next;

    public ForwardedHeaders(TrustedProxies proxies, Handler<HttpServerRequest> next) {
        this.proxies = proxies;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.headers().contains(FOR) || request.headers().contains(PROTO)) {
            String peer = peer(request);
            if (proxies.trusts(peer)) {
                List<String> steps = request.headers().getAll(FOR);
                if (!steps.isEmpty()) {
                    request.headers().set(FOR, proxies.client(peer, String.join(",", steps)));
                }
            } else {
                request.headers().remove(FOR);
                request.headers().remove(PROTO);
            }
        }
        next.handle(request);
    }

    /** Returns the client's address: what a trusted proxy says, or else who is connected. */
    static String client(HttpServerRequest request) {
        @Nullable String forwarded = request.getHeader(FOR);
        return forwarded == null ? peer(request) : forwarded;
    }

    /** Whether the client speaks HTTPS with a trusted proxy, or with this server. */
    public static boolean isEncrypted(HttpServerRequest request) {
        return request.isSSL() || "https".equalsIgnoreCase(request.getHeader(PROTO));
    }

    private static String peer(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }
}

package dev.ratiofixer.http.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.http.LiveViews;
import dev.ratiofixer.http.api.StatusBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Answers {@code GET status/{id}} of a campaign that runs on this node, the call that is made most: it needs no message
 * to the engine and no check by the contract, and what was written for a view is kept until the campaign changes. It
 * stands before the router, and answers only whoever shows a good key from no other origin; everything else, every
 * refusal too, is the router's, which answers the same. Belongs to one context.
 */
public final class StatusFastPath implements Handler<HttpServerRequest> {
    private static final String PREFIX = "/api/ratio-fixer/status/";
    private static final int MOST_KEPT = 2_000;

    private record CachedStatus(CampaignView of, Buffer body, String tag) {}

    private final LiveViews live;
    private final Authenticator authenticator;
    private final ResponseWriter answers;
    private final Handler<HttpServerRequest> router;
    private final Cache<String, CachedStatus> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

    public StatusFastPath(
            LiveViews live, Authenticator authenticator, ResponseWriter answers, Handler<HttpServerRequest> router) {
        this.live = live;
        this.authenticator = authenticator;
        this.answers = answers;
        this.router = router;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Optional<CampaignView> view = asked(request);
        if (view.isEmpty() || !knows(request, view.get())) {
            router.handle(request);
            return;
        }
        // No router passes it, and the metrics' label is the contract's path.
        request.routed(PREFIX + ":id");
        RequestIds.give(request);
        SecurityHeaders.add(request.response());
        CachedStatus written = written(view.get());
        answers.send(request, written.body(), written.tag());
    }

    private Optional<CampaignView> asked(HttpServerRequest request) {
        String path = request.path();
        return path != null
                        && path.startsWith(PREFIX)
                        && request.method().equals(HttpMethod.GET)
                        && !request.headers().contains(HttpHeaders.ORIGIN)
                ? live.find(path.substring(PREFIX.length()))
                : Optional.empty();
    }

    private boolean knows(HttpServerRequest request, CampaignView view) {
        String key = Authenticator.key(
                request.getHeader(HttpHeaders.AUTHORIZATION), request.getHeader(AuthenticationHandler.KEY_HEADER));
        return key != null
                && authenticator
                        .recognize(key)
                        .filter(caller -> caller.role().includes(Role.VIEWER)
                                && caller.sees(view.campaign().terms().labels().client()))
                        .isPresent();
    }

    @SuppressWarnings("ReferenceEquality") // The same view means that nothing changed; comparing all of it costs more.
    private CachedStatus written(CampaignView view) {
        String id = view.campaign().id();
        CachedStatus before = kept.getIfPresent(id);
        if (before != null && before.of() == view) {
            return before;
        }
        Buffer body = JsonBytes.of(StatusBody.of(view));
        CachedStatus fresh = new CachedStatus(view, body, ResponseWriter.tag(body));
        kept.put(id, fresh);
        return fresh;
    }
}

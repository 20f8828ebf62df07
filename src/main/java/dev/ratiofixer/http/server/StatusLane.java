package dev.ratiofixer.http.server;

import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.http.LiveViews;
import dev.ratiofixer.http.access.Access;
import dev.ratiofixer.http.access.Gate;
import dev.ratiofixer.http.access.Role;
import dev.ratiofixer.http.api.StatusBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET status/{id}} of a campaign that runs on this node, the call that is made most: it needs no message to the
 * engine and no check by the contract, and what was written for a view is kept until the campaign changes. Everything
 * else passes on to the contract's own operation, which answers the same. Belongs to one context.
 */
public final class StatusLane implements Handler<RoutingContext> {
    private static final int MOST_KEPT = 2_000;

    private record Written(CampaignView of, Buffer body, String tag) {}

    private final LiveViews live;
    private final Access access;
    private final Answers answers;
    private final Map<String, Written> kept = new LinkedHashMap<>(16, 0.75f, true);

    public StatusLane(LiveViews live, Access access, Answers answers) {
        this.live = live;
        this.access = access;
        this.answers = answers;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Optional<CampaignView> view = live.find(ctx.pathParam("id"));
        if (view.isEmpty() || !access.keys().allows(Gate.caller(ctx), Role.VIEWER)) {
            ctx.next();
            return;
        }
        Written written = written(view.get());
        answers.send(ctx, written.body(), written.tag());
    }

    @SuppressWarnings("ReferenceEquality") // The same view means that nothing changed; comparing all of it costs more.
    private Written written(CampaignView view) {
        String id = view.campaign().id();
        Written before = kept.get(id);
        if (before != null && before.of() == view) {
            return before;
        }
        Buffer body = JsonBytes.of(StatusBody.of(view));
        Written fresh = new Written(view, body, Answers.tag(body));
        kept.put(id, fresh);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return fresh;
    }
}

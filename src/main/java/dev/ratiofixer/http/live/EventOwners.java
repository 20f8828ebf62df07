package dev.ratiofixer.http.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Says whose campaign an event is about. Events of campaigns say it themselves; of an order it is remembered from them,
 * or looked up, and what comes meanwhile waits in line. Confined to the stream's context.
 */
final class EventOwners {
    private static final int REMEMBERED = 100_000;
    private static final int MOST_WAITING = 10_000;
    /** Of no client that there can be: where it cannot be found out, who is held to one does not see it. */
    private static final String UNKNOWN = "?";

    private record WaitingEvent(String campaignId, Consumer<String> then) {}

    private final ClientDirectory clients;
    private final Cache<String, String> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private final Queue<WaitingEvent> waiting = new ArrayDeque<>();

    EventOwners(ClientDirectory clients) {
        this.clients = clients;
    }

    /** A campaign was seen: its client may be another than before. */
    void heard(CampaignView view) {
        known.put(
                view.campaign().id(),
                Optional.ofNullable(view.campaign().terms().labels().client()).orElse(""));
    }

    /** Says whose it is, at once where that is known and nothing waits. */
    void of(String campaignId, Consumer<String> then) {
        String owner = known.getIfPresent(campaignId);
        if (waiting.isEmpty() && owner != null) {
            then.accept(owner);
        } else if (waiting.size() >= MOST_WAITING) {
            then.accept(owner == null ? UNKNOWN : owner);
        } else {
            waiting.add(new WaitingEvent(campaignId, then));
            if (waiting.size() == 1) {
                next();
            }
        }
    }

    private void next() {
        WaitingEvent first = waiting.peek();
        while (first != null && known.getIfPresent(first.campaignId()) != null) {
            waiting.remove();
            first.then().accept(Objects.requireNonNull(known.getIfPresent(first.campaignId())));
            first = waiting.peek();
        }
        if (first != null) {
            String id = first.campaignId();
            lookUp(id).onComplete(done -> {
                // What was heard meanwhile is newer than what was asked for.
                known.asMap().putIfAbsent(id, done.succeeded() ? done.result() : UNKNOWN);
                next();
                if (done.failed()) {
                    known.asMap().remove(id, UNKNOWN);
                }
            });
        }
    }

    private Future<String> lookUp(String campaignId) {
        return clients.ofCampaigns(List.of(campaignId)).map(found -> found.getOrDefault(campaignId, UNKNOWN));
    }
}

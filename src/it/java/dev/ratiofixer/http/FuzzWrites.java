package dev.ratiofixer.http;

import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.http.FuzzWire.Answer;
import dev.ratiofixer.http.server.StrictJson;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds every write to a request that was right, and to an answer that says so. */
final class FuzzWrites {
    private static final Set<String> STARTS = Set.of("startCampaign", "startCampaigns");

    private final Site site;

    FuzzWrites(Site site) {
        this.site = site;
    }

    /** Everything that can be written. */
    record State(Map<String, String> campaigns, Map<String, OrderStatus> orders, Set<String> keys) {}

    State state() {
        return new State(
                site.engine.campaigns.values().stream()
                        .collect(Collectors.toMap(
                                view -> view.campaign().id(),
                                view -> view.snapshot().status().name())),
                site.engine.orders.values().stream()
                        .map(trail -> trail.order())
                        .collect(Collectors.toMap(order -> order.orderId(), order -> order.status())),
                site.stored.keys.stream()
                        .map(key -> key.id() + key.role() + key.revokedAt())
                        .collect(Collectors.toSet()));
    }

    /** What is wrong with what a request wrote. */
    Optional<String> fault(FuzzRequest request, Answer answer, State before, State after) {
        if (after.equals(before)) {
            return Optional.empty();
        }
        if (answer.status() >= 300 || !request.method().equals("POST")) {
            return Optional.of("written by a request that was refused, or only reads");
        }
        if (request.body() != null && request.body().length > 0 && !isReadable(request.body())) {
            return Optional.of("written by a body that is not JSON");
        }
        long fresh = after.campaigns().keySet().stream()
                .filter(id -> !before.campaigns().containsKey(id))
                .count();
        if (fresh != startedBy(request, answer)) {
            return Optional.of(fresh + " campaigns more than before");
        }
        return after.campaigns().keySet().stream()
                .filter(id -> !before.campaigns().containsKey(id))
                .map(id -> Objects.requireNonNull(site.engine.campaigns.get(id)))
                .map(this::nonsense)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isReadable(byte[] body) {
        try {
            StrictJson.check(Buffer.buffer(body));
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private static long startedBy(FuzzRequest request, Answer answer) {
        if (!STARTS.contains(request.operation())) {
            return 0;
        }
        return request.operation().equals("startCampaign")
                ? 1
                : new JsonObject(answer.body())
                        .getJsonArray("items").stream()
                                .map(item -> ((JsonObject) item).getString("campaign_id"))
                                .filter(Objects::nonNull)
                                .distinct()
                                .count();
    }

    /** What no campaign may be, however it was asked for. */
    private Optional<String> nonsense(CampaignView view) {
        CampaignTerms terms = view.campaign().terms();
        boolean named = !terms.campaignName().isBlank()
                && terms.campaignName().codePointCount(0, terms.campaignName().length()) <= 200
                && terms.campaignName().chars().noneMatch(Character::isISOControl);
        boolean agreed = terms.mode() != OrderMode.AUTO
                || (terms.limits() != null
                        && terms.consent() != null
                        && terms.consent().covers(site.engine.now()));
        boolean affordable = terms.limits() == null
                || (terms.limits().maxSpend().micros() >= 0
                        && terms.limits().dailySpend().micros() >= 0);
        return named && agreed && affordable ? Optional.empty() : Optional.of("a campaign of nonsense: " + terms);
    }
}

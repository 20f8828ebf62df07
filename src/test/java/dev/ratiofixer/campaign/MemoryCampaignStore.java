package dev.ratiofixer.campaign;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Campaigns in memory, with the port's contract; it can be told to be away. */
final class MemoryCampaignStore implements CampaignStore {
    final Map<String, CampaignView> campaigns = new LinkedHashMap<>();
    final List<String> saves = new ArrayList<>();
    private final Map<String, String> leases = new LinkedHashMap<>();
    private final Map<String, Campaign> keys = new LinkedHashMap<>();

    @Nullable
    RuntimeException failure;

    @Override
    public synchronized Future<Inserted> insert(
            Campaign campaign, CampaignSnapshot snapshot, String node, @Nullable String idempotencyKey) {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        Campaign same = keys.get(idempotencyKey);
        if (same != null) {
            return Future.succeededFuture(new Inserted.Existing(new CampaignView(same, snapshot), true));
        }
        for (CampaignView view : campaigns.values()) {
            if (view.snapshot().status().isLive()
                    && view.campaign().video().id().equals(campaign.video().id())) {
                return Future.succeededFuture(new Inserted.Existing(view, false));
            }
        }
        Campaign leased = new Campaign(campaign.id(), 1, campaign.video(), campaign.terms(), campaign.startedAt());
        campaigns.put(campaign.id(), new CampaignView(leased, snapshot));
        leases.put(campaign.id(), node);
        if (idempotencyKey != null) {
            keys.put(idempotencyKey, leased);
        }
        return Future.succeededFuture(new Inserted.Fresh(leased));
    }

    @Override
    public synchronized Future<Void> save(Campaign campaign, CampaignSnapshot snapshot) {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        saves.add(snapshot.status().name());
        saveBehind(campaign, snapshot);
        return Future.succeededFuture();
    }

    @Override
    public synchronized void saveBehind(Campaign campaign, CampaignSnapshot snapshot) {
        campaigns.put(campaign.id(), new CampaignView(campaign, snapshot));
    }

    @Override
    public synchronized Future<Optional<CampaignView>> find(String campaignId) {
        return Future.succeededFuture(Optional.ofNullable(campaigns.get(campaignId)));
    }

    @Override
    public synchronized Future<List<CampaignView>> claim(String node, int limit) {
        List<CampaignView> free = campaigns.values().stream()
                .filter(view -> view.snapshot().status().isLive())
                .filter(view -> !leases.containsKey(view.campaign().id()))
                .limit(limit)
                .toList();
        free.forEach(view -> leases.put(view.campaign().id(), node));
        return Future.succeededFuture(free);
    }

    /** As if the node that held the leases were gone. */
    synchronized void dropLeases() {
        leases.clear();
    }
}

package dev.ratiofixer.campaign;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Campaigns and their leases in memory, with the ports' contract; it can be told to be away. */
final class MemoryCampaignStore implements CampaignStore, CampaignNodes {
    final Map<String, CampaignView> campaigns = new LinkedHashMap<>();
    final List<String> saves = new ArrayList<>();
    final Map<String, String> leases = new LinkedHashMap<>();
    final Set<String> living = new LinkedHashSet<>(Set.of("node-1"));
    private final Map<String, Campaign> keys = new LinkedHashMap<>();

    @Nullable
    RuntimeException failure;

    /** Why the client's limit allows no edit. */
    @Nullable
    String editRefusal;

    /** Whether somebody else's transaction holds every row. */
    volatile boolean locked;

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
    public synchronized Future<Optional<String>> edit(Campaign edited, Instant now) {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        CampaignView known = Objects.requireNonNull(campaigns.get(edited.id()));
        campaigns.put(edited.id(), new CampaignView(edited, known.snapshot()));
        return Future.succeededFuture(Optional.ofNullable(editRefusal));
    }

    @Override
    public synchronized void saveBehind(Campaign campaign, CampaignSnapshot snapshot) {
        campaigns.put(campaign.id(), new CampaignView(campaign, snapshot));
    }

    @Override
    public void saveFactsBehind(Campaign campaign, CampaignSnapshot snapshot) {
        saveBehind(campaign, snapshot);
    }

    @Override
    public Future<Void> drain() {
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Optional<CampaignView>> find(String campaignId) {
        return Future.succeededFuture(Optional.ofNullable(campaigns.get(campaignId)));
    }

    @Override
    public synchronized Future<List<CampaignView>> claim(String node, int limit) {
        List<CampaignView> free = campaigns.values().stream()
                .filter(view -> !locked)
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

    @Override
    public synchronized Future<Optional<String>> ownerOf(String campaignId) {
        return Future.succeededFuture(
                Optional.ofNullable(leases.get(campaignId)).filter(living::contains));
    }

    @Override
    public synchronized Future<ClusterLoad> load() {
        List<ClusterLoad.NodeLoad> nodes = living.stream()
                .map(node -> {
                    long held = held(node).size();
                    return new ClusterLoad.NodeLoad(node, held, held);
                })
                .toList();
        long live = campaigns.values().stream()
                .filter(view -> view.snapshot().status().isLive())
                .count();
        return Future.succeededFuture(new ClusterLoad(nodes, live));
    }

    @Override
    public synchronized Future<Set<String>> heldBy(String node) {
        return Future.succeededFuture(held(node));
    }

    private Set<String> held(String node) {
        Set<String> held = new LinkedHashSet<>();
        campaigns.forEach((id, view) -> {
            if (node.equals(leases.get(id)) && view.snapshot().status().isLive()) {
                held.add(id);
            }
        });
        return held;
    }

    @Override
    public synchronized Future<List<CampaignView>> claimAgain(String node, Collection<String> campaignIds) {
        return Future.succeededFuture(campaignIds.stream().map(campaigns::get).toList());
    }

    @Override
    public synchronized Future<Void> handOver(Collection<Campaign> handed, String to) {
        handed.forEach(campaign -> leases.put(campaign.id(), to));
        return Future.succeededFuture();
    }
}

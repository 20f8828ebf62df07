package dev.ratiofixer.http;

import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.money.Money;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Clients in memory, of the campaigns of a {@link FakeEngine}. */
final class FakeClients implements ClientDirectory {
    final Map<String, Client> byId = new ConcurrentSkipListMap<>();
    private final FakeEngine engine;

    FakeClients(FakeEngine engine) {
        this.engine = engine;
    }

    @Override
    public Future<List<ClientTotals>> all(Instant now) {
        return Future.succeededFuture(byId.values().stream().map(this::totals).toList());
    }

    @Override
    public Future<Optional<ClientTotals>> find(String clientId, Instant now) {
        return Future.succeededFuture(Optional.ofNullable(byId.get(clientId)).map(this::totals));
    }

    private ClientTotals totals(Client client) {
        List<CampaignView> own = engine.campaigns.values().stream()
                .filter(view ->
                        client.id().equals(view.campaign().terms().labels().client()))
                .toList();
        long live =
                own.stream().filter(view -> view.snapshot().status().isLive()).count();
        List<Money> held = own.stream()
                .flatMap(view -> Optional.ofNullable(view.snapshot().spend()).stream())
                .collect(Collectors.toMap(
                        spend -> spend.reserved().currency(),
                        CampaignSnapshot.Spend::reserved,
                        Money::plus,
                        TreeMap::new))
                .values()
                .stream()
                .filter(money -> money.micros() > 0)
                .toList();
        return new ClientTotals(client, own.size(), (int) live, held, held);
    }

    @Override
    public Future<Void> put(Client client) {
        byId.put(client.id(), client);
        return Future.succeededFuture();
    }

    @Override
    public Future<Map<String, String>> ofCampaigns(List<String> campaignIds) {
        Map<String, String> owners = new HashMap<>();
        for (String id : campaignIds) {
            CampaignView view = engine.campaigns.get(id);
            if (view != null) {
                owners.put(id, owner(view));
            }
        }
        return Future.succeededFuture(owners);
    }

    private static String owner(@Nullable CampaignView view) {
        return view == null
                ? ""
                : Optional.ofNullable(view.campaign().terms().labels().client()).orElse("");
    }

    @Override
    public Future<Map<String, String>> ofOrders(List<String> orderIds) {
        Map<String, String> owners = new HashMap<>();
        for (String id : orderIds) {
            OrderTrail trail = engine.orders.get(id);
            if (trail != null) {
                owners.put(id, owner(engine.campaigns.get(trail.order().campaignId())));
            }
        }
        return Future.succeededFuture(owners);
    }

    @Override
    public Future<Boolean> hasChannel(String clientId, String channelId) {
        return Future.succeededFuture(engine.campaigns.values().stream()
                .filter(view -> clientId.equals(owner(view)))
                .anyMatch(view -> view.campaign().video().channelId().equals(channelId)));
    }
}

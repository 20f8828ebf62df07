package dev.ratiofixer.campaign.query;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the clients that campaigns are for. Callable from every context. */
public interface ClientDirectory {
    /**
     * Every client in the order of its id, with what its campaigns are and hold.
     *
     * @param now whose UTC day is today
     */
    Future<List<ClientTotals>> all(Instant now);

    /** One of them. */
    Future<Optional<ClientTotals>> find(String clientId, Instant now);

    /** Keeps a client, or changes the one with its id. */
    Future<Void> put(Client client);

    /** Whose campaign each of these ids is; without those of unknown campaigns. A campaign of nobody has {@code ""}. */
    Future<Map<String, String>> ofCampaigns(List<String> campaignIds);

    /** The same for orders. */
    Future<Map<String, String>> ofOrders(List<String> orderIds);

    /** Whether a client has a campaign of this channel. */
    Future<Boolean> hasChannel(String clientId, String channelId);

    /**
     * A client.
     *
     * @param id lower-case letters, digits and hyphens; keys and people are held by it
     * @param limits what all its campaigns together may spend, {@code null} where their own limits alone hold
     * @param changedBy name of the key that wrote it last
     */
    record Client(String id, String name, @Nullable SpendLimits limits, Instant changedAt, String changedBy) {}

    /**
     * A client with its campaigns together.
     *
     * @param live how many of them have not ended
     * @param held what their orders hold or have spent, by currency
     * @param heldToday what of it counts for the UTC day
     */
    record ClientTotals(Client client, int campaigns, int live, List<Money> held, List<Money> heldToday) {
        public ClientTotals {
            held = List.copyOf(held);
            heldToday = List.copyOf(heldToday);
        }
    }
}

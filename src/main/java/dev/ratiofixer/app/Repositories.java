package dev.ratiofixer.app;

import dev.ratiofixer.access.Access;
import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.config.ConfigChange;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.access.PgApiKeyStore;
import dev.ratiofixer.store.access.PgAuthorizationLedger;
import dev.ratiofixer.store.audit.PgConfigChanges;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.lease.PgCampaignNodes;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.store.quota.PgQuotaLedger;
import dev.ratiofixer.store.sample.SampleRetention;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The ports of every room, on one database. */
public record Repositories(
        Database database,
        PgCampaignStore campaigns,
        PgOrderLedger orders,
        PgQuotaLedger quota,
        PgCampaignQueries queries,
        PgCampaignNodes nodes,
        PgApiKeyStore keys,
        PgConfigChanges changes,
        SampleRetention retention,
        PgAuthorizationLedger authorizations) {
    /** @param lost hears of a campaign that another node runs now */
    static Repositories on(Vertx vertx, Database database, String node, Consumer<Campaign> lost) {
        return new Repositories(
                database,
                new PgCampaignStore(vertx, database, node, lost),
                new PgOrderLedger(database, node),
                new PgQuotaLedger(database),
                new PgCampaignQueries(database),
                new PgCampaignNodes(database),
                new PgApiKeyStore(database),
                new PgConfigChanges(database),
                new SampleRetention(database),
                new PgAuthorizationLedger(database));
    }

    Access access(List<ApiKey> fixed, HttpSettings settings) {
        InstantSource real = InstantSource.system();
        return Access.of(new ApiKeyRegistry(fixed, keys, real), settings.rateLimit(), real);
    }

    Future<Void> recordChange(String node, ConfigChange change) {
        try {
            return changes.record(change.at(), node, "file", Json.mapper().writeValueAsString(change));
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            return Future.failedFuture(broken);
        }
    }
}

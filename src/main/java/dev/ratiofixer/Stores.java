package dev.ratiofixer;

import dev.ratiofixer.bus.Wire;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.config.ConfigChange;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.access.Access;
import dev.ratiofixer.http.access.ApiKey;
import dev.ratiofixer.http.access.KeyRing;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.PgApiKeyStore;
import dev.ratiofixer.store.PgAuthorizationLedger;
import dev.ratiofixer.store.PgCampaignNodes;
import dev.ratiofixer.store.PgCampaignQueries;
import dev.ratiofixer.store.PgCampaignStore;
import dev.ratiofixer.store.PgConfigChanges;
import dev.ratiofixer.store.PgOrderLedger;
import dev.ratiofixer.store.PgQuotaLedger;
import dev.ratiofixer.store.PgUploadReadings;
import dev.ratiofixer.store.SampleRetention;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The ports of every room, on one database. */
record Stores(
        Database database,
        PgCampaignStore campaigns,
        PgOrderLedger orders,
        PgQuotaLedger quota,
        PgCampaignQueries queries,
        PgCampaignNodes nodes,
        PgApiKeyStore keys,
        PgConfigChanges changes,
        SampleRetention retention,
        PgUploadReadings uploads,
        PgAuthorizationLedger authorizations) {
    /** @param lost hears of a campaign that another node runs now */
    static Stores on(Vertx vertx, Database database, String node, Consumer<Campaign> lost) {
        return new Stores(
                database,
                new PgCampaignStore(vertx, database, node, lost),
                new PgOrderLedger(database, node),
                new PgQuotaLedger(database),
                new PgCampaignQueries(database),
                new PgCampaignNodes(database),
                new PgApiKeyStore(database),
                new PgConfigChanges(database),
                new SampleRetention(database),
                new PgUploadReadings(database),
                new PgAuthorizationLedger(database));
    }

    Access access(List<ApiKey> fixed, HttpSettings settings) {
        InstantSource real = InstantSource.system();
        return Access.of(new KeyRing(fixed, keys, real), settings.rateLimit(), real);
    }

    Future<Void> recordChange(String node, ConfigChange change) {
        try {
            return changes.record(change.at(), node, "file", Wire.mapper().writeValueAsString(change));
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            return Future.failedFuture(broken);
        }
    }
}

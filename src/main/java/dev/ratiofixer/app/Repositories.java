package dev.ratiofixer.app;

import dev.ratiofixer.campaign.CampaignStoreListener;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.access.PgApiKeyStore;
import dev.ratiofixer.store.access.PgAuthorizationLedger;
import dev.ratiofixer.store.access.PgOwnerTokenLedger;
import dev.ratiofixer.store.access.PgReportLinks;
import dev.ratiofixer.store.access.PgSessionStore;
import dev.ratiofixer.store.analytics.PgAnalyticsStore;
import dev.ratiofixer.store.audit.PgAuditLog;
import dev.ratiofixer.store.audit.PgAuditReader;
import dev.ratiofixer.store.audit.PgConfigChanges;
import dev.ratiofixer.store.campaign.PgCampaignQueries;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.campaign.PgClients;
import dev.ratiofixer.store.campaign.PgListExports;
import dev.ratiofixer.store.campaign.PgServiceUse;
import dev.ratiofixer.store.lease.PgCampaignNodes;
import dev.ratiofixer.store.notify.PgNotificationLog;
import dev.ratiofixer.store.notify.PgNotificationOutbox;
import dev.ratiofixer.store.order.PgAdNetworks;
import dev.ratiofixer.store.order.PgBacktestCases;
import dev.ratiofixer.store.order.PgOrderFigures;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.store.order.PgPolicyRecord;
import dev.ratiofixer.store.order.PgPolicyRecord.PgDecisionLog;
import dev.ratiofixer.store.order.PgPreflightLedger;
import dev.ratiofixer.store.order.PgSpendingHolds;
import dev.ratiofixer.store.order.PgSpendingSwitch;
import dev.ratiofixer.store.order.PgTrials;
import dev.ratiofixer.store.quota.PgOperationsLedger;
import dev.ratiofixer.store.quota.PgQuotaLedger;
import dev.ratiofixer.store.sample.PgUploadReadings;
import dev.ratiofixer.store.sample.SampleRetention;
import io.vertx.core.Vertx;

/** The stores that implement the modules' ports, on one database. */
public record Repositories(
        Database database,
        PgCampaignStore campaigns,
        PgOrderLedger orders,
        PgDecisionLog decisions,
        PgTrials trials,
        PgPolicyRecord policyRecord,
        PgBacktestCases backtests,
        PgSpendingHolds holds,
        PgAdNetworks networks,
        PgQuotaLedger quota,
        PgOperationsLedger operations,
        PgCampaignQueries queries,
        PgClients clients,
        PgListExports exports,
        PgServiceUse serviceUse,
        PgCampaignNodes nodes,
        PgApiKeyStore keys,
        PgSessionStore sessions,
        PgConfigChanges changes,
        PgAuditLog audit,
        PgAuditReader auditTrail,
        PgReportLinks reportLinks,
        SampleRetention retention,
        PgUploadReadings uploads,
        PgAuthorizationLedger authorizations,
        PgOrderFigures figures,
        PgPreflightLedger preflights,
        PgOwnerTokenLedger ownerTokens,
        PgNotificationOutbox notifications,
        PgNotificationLog notificationLog,
        PgSpendingSwitch spendingSwitch,
        PgAnalyticsStore analytics) {
    /** @param listener hears of campaigns after a write was answered */
    static Repositories on(Vertx vertx, Database database, String node, CampaignStoreListener listener) {
        return new Repositories(
                database,
                new PgCampaignStore(vertx, database, node, listener),
                new PgOrderLedger(database, node),
                new PgDecisionLog(vertx, database),
                new PgTrials(database),
                new PgPolicyRecord(vertx, database),
                new PgBacktestCases(database),
                new PgSpendingHolds(database),
                new PgAdNetworks(database),
                new PgQuotaLedger(database),
                new PgOperationsLedger(database),
                new PgCampaignQueries(database),
                new PgClients(database),
                new PgListExports(database),
                new PgServiceUse(database),
                new PgCampaignNodes(database),
                new PgApiKeyStore(database),
                new PgSessionStore(database),
                new PgConfigChanges(database),
                new PgAuditLog(vertx, database),
                new PgAuditReader(database),
                new PgReportLinks(database),
                new SampleRetention(database),
                new PgUploadReadings(database),
                new PgAuthorizationLedger(database),
                new PgOrderFigures(database),
                new PgPreflightLedger(database),
                new PgOwnerTokenLedger(database),
                new PgNotificationOutbox(database),
                new PgNotificationLog(database),
                new PgSpendingSwitch(database),
                new PgAnalyticsStore(database));
    }
}

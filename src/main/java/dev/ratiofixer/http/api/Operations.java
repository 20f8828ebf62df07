package dev.ratiofixer.http.api;

import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists every operation by its id in the contract, but for those that only HTTP has: the session and the stream. */
public final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Map<String, Operation> byId;
    private final ClientScope scope;
    private final CsvExports exports;

    public Operations(Contract contract, EngineClient engine, HttpPorts ports, PageLinks pages) {
        StartReader reader = new StartReader(ports.clock(), ports.currency());
        ClientCheck clientCheck = new ClientCheck(ports.clients(), ports.clock());
        this.scope = new ClientScope(contract, ports.clients());
        StartOperation start = new StartOperation(engine, reader, clientCheck, ports.queries());
        CampaignOperations campaigns = new CampaignOperations(engine, ports.queries());
        this.exports = new CsvExports(ports.exports(), ports.auditTrail(), campaigns, engine);
        OrderOperations orders = new OrderOperations(engine);
        ApprovalOperations approvals = new ApprovalOperations(engine, ports.queries(), scope);
        EngineOperations parts = new EngineOperations(engine, ports.health(), reader);
        SpendingOperations spending = new SpendingOperations(ports.spending());
        BacktestOperations backtests = new BacktestOperations(ports.backtests(), ports.currency());
        NotificationOperations notifications = new NotificationOperations(ports.notifications());
        ReportOperations reports = new ReportOperations(ports.reports(), campaigns, scope, pages, ports.clock());
        KeyOperations keys = new KeyOperations(ports.access().keys(), clientCheck);
        ClientOperations clients = new ClientOperations(ports.clients(), ports.currency(), ports.clock());
        OutageLog outage = new OutageLog(
                away -> LOG.warn("calls are not kept in the audit log: {}", away.toString()),
                () -> LOG.info("calls are kept in the audit log again"));
        Map<String, Operation> plain = Map.ofEntries(
                Map.entry("startCampaign", start),
                Map.entry("startCampaigns", new BatchOperation(start, contract)),
                Map.entry("getStatus", campaigns::status),
                Map.entry("oldStatus", campaigns::status),
                Map.entry("stopCampaign", campaigns::stop),
                Map.entry("stopCampaigns", new StopManyOperation(engine, scope)),
                Map.entry("pauseCampaign", campaigns::pause),
                Map.entry("resumeCampaign", campaigns::resume),
                Map.entry(
                        "editCampaign",
                        new EditOperation(
                                engine,
                                reader,
                                clientCheck,
                                contract,
                                ports.access().keys())),
                Map.entry("listClients", clients::list),
                Map.entry("putClient", clients::put),
                Map.entry("proposeOrders", campaigns::propose),
                Map.entry("listCampaigns", campaigns::list),
                Map.entry("getCampaign", campaigns::details),
                Map.entry("listSamples", campaigns::samples),
                Map.entry("listOrders", campaigns::orders),
                Map.entry("listDecisions", campaigns::decisions),
                Map.entry("listTrials", new TrialOperation(ports.queries())),
                Map.entry("listEffectCosts", new CostOperation(ports.queries(), engine)),
                Map.entry("runBacktest", backtests::run),
                Map.entry("getBacktest", backtests::progress),
                Map.entry("cancelBacktest", backtests::cancel),
                Map.entry("getAnalytics", new AnalyticsOperation(engine)),
                Map.entry("listAllOrders", approvals::list),
                Map.entry("decideOrders", approvals::decide),
                Map.entry("approveOrder", orders.deciding(PersonDecision.APPROVE)),
                Map.entry("rejectOrder", orders.deciding(PersonDecision.REJECT)),
                Map.entry("completeOrder", orders.deciding(PersonDecision.COMPLETE)),
                Map.entry("returnedOrder", orders.deciding(PersonDecision.RETURNED)),
                Map.entry("getCampaignSpending", new SpendingHoldOperations(engine)::show),
                Map.entry("resumeCampaignSpending", new SpendingHoldOperations(engine)::resume),
                Map.entry("getHealth", parts::health),
                Map.entry("oldHealth", parts::health),
                Map.entry("listServices", parts::services),
                Map.entry("listPrerequisites", parts::prerequisites),
                Map.entry("expect", new ExpectOperation(engine, ports.videosChanged(), ports.clock())),
                Map.entry("getCalibration", new CalibrationOperation(engine, ports.queries(), ports.health())),
                Map.entry("getSpending", spending::show),
                Map.entry("turnSpending", spending::turn),
                Map.entry("listNotifications", notifications::list),
                Map.entry("testNotifications", notifications::test),
                Map.entry("shareReport", reports::share),
                Map.entry("listReportLinks", reports::list),
                Map.entry("shareClientReport", reports::shareOfClient),
                Map.entry("listClientReportLinks", reports::listOfClient),
                Map.entry("revokeReportLink", reports::revoke),
                Map.entry("listAudit", new AuditOperations(ports.auditTrail())::list),
                Map.entry("listKeys", keys::list),
                Map.entry("createKey", keys::make),
                Map.entry("revokeKey", keys::revoke));
        this.byId = plain.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> new AuditedOperation(
                                entry.getKey(),
                                reads(contract, entry.getKey()),
                                scope.around(entry.getKey(), entry.getValue()),
                                ports.audit(),
                                outage,
                                ports.clock())));
    }

    private static boolean reads(Contract contract, String operationId) {
        return contract.reads(operationId);
    }

    /** What callers that are held to a client may see. */
    public ClientScope scope() {
        return scope;
    }

    /** Those of them whose lists are read as CSV, too. */
    public CsvExports exports() {
        return exports;
    }

    public Map<String, Operation> byId() {
        return byId;
    }
}

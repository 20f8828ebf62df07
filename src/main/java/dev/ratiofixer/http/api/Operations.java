package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.http.api.ApprovalOperations.OrderOperations;
import dev.ratiofixer.http.api.BatchOperation.StopManyOperation;
import dev.ratiofixer.http.api.CampaignOperations.TrialOperation;
import dev.ratiofixer.http.api.ClientOperations.KeyOperations;
import dev.ratiofixer.http.api.EngineOperations.AnalyticsOperation;
import dev.ratiofixer.http.api.ExpectOperation.CalibrationOperation;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /**
     * Runs an operation and keeps who asked for it and what came of it. The answer does not wait for the log: what an
     * order costs and who allowed it is in the order's own history, which is written before anything happens.
     */
    static final class AuditedOperation implements Operation {
        private final String operationId;
        private final boolean reads;
        private final Operation operation;
        private final AuditLog log;
        private final OutageLog outage;
        private final InstantSource clock;

        /**
         * @param reads whether it changes nothing; then only programs' calls are kept
         * @param outage says once that calls are not kept, of all operations together
         */
        AuditedOperation(
                String operationId,
                boolean reads,
                Operation operation,
                AuditLog log,
                OutageLog outage,
                InstantSource clock) {
            this.operationId = operationId;
            this.reads = reads;
            this.operation = operation;
            this.log = log;
            this.outage = outage;
            this.clock = clock;
        }

        @Override
        public Future<OperationResult> answer(ApiCall call) {
            Future<OperationResult> answer = operation.answer(call);
            boolean changes = !reads && !Boolean.TRUE.equals(call.query().get("dry_run"));
            return changes || call.via() == Via.MCP ? answer.onComplete(done -> record(call, done)) : answer;
        }

        private void record(ApiCall call, AsyncResult<OperationResult> done) {
            record(call, operationId, subject(call, done), outcome(done), AuditWords.detail(call.body()));
            if (done.succeeded() && done.result().body() instanceof ManyDone many) {
                Map<String, String> each = many.outcomes();
                String one = AuditWords.one(operationId, call.body());
                each.forEach((id, outcome) -> record(call, one, id, outcome, "one of " + each.size() + " at once"));
            }
        }

        private void record(
                ApiCall call, String action, @Nullable String subject, String outcome, @Nullable String detail) {
            outage.of(log.record(new AuditEntry(
                    clock.instant(),
                    call.caller(),
                    call.via(),
                    action,
                    subject,
                    outcome,
                    detail,
                    AuditWords.reason(call.body()))));
        }

        /** What the call is about; what it made, where it made something. */
        private static @Nullable String subject(ApiCall call, AsyncResult<OperationResult> done) {
            String named = call.path().get("id");
            if (named != null || !done.succeeded()) {
                return named;
            }
            return done.result().body() instanceof Made made ? made.madeId() : null;
        }

        /** A body that says what an operation made. */
        interface Made {
            String madeId();
        }

        /** A body that says what became of each of many, so that the record of each has it. */
        interface ManyDone {
            /** What became of each, by its id. */
            Map<String, String> outcomes();

            /** The outcomes of some items; what has no id is left out. */
            static <T> Map<String, String> of(
                    List<T> items, Function<T, @Nullable String> id, Function<T, @Nullable ProblemBody> problem) {
                Map<String, String> outcomes = new LinkedHashMap<>();
                for (T item : items) {
                    String named = id.apply(item);
                    ProblemBody wrong = problem.apply(item);
                    if (named != null) {
                        outcomes.put(named, wrong == null ? "done" : word(wrong));
                    }
                }
                return outcomes;
            }

            private static String word(ProblemBody problem) {
                String type = problem.type();
                return type.substring(type.lastIndexOf(':') + 1).replace('-', '_');
            }
        }

        /** Says what a body asked for, for the record: names and counts, and never a value that could be secret. */
        static final class AuditWords {
            private static final List<String> REASONS = List.of("reason", "note");
            /** Fields whose values tell what was asked, and are nobody's secret. */
            private static final Set<String> TELLING =
                    Set.of(
                    "artist",
                    "campaign_name",
                    "client",
                    "currency",
                    "daily_spend",
                    "days",
                    "decision",
                    "expires_at",
                    "max_spend",
                    "mode",
                    "name",
                    "role",
                    "sink",
                    "spending",
                    "start_at");

            private static final int LONGEST = 300;

            private AuditWords() {}

            /** What is done to each of many. */
            static String one(String operationId, JsonObject body) {
                return switch (operationId) {
                    case "startCampaigns" -> "startCampaign";
                    case "stopCampaigns" -> "stopCampaign";
                    case "decideOrders" -> "approve".equals(body.getString("decision")) ? "approveOrder" : "rejectOrder";
                    default -> operationId;
                };
            }

            static @Nullable String reason(JsonObject body) {
                return REASONS.stream()
                        .map(body::getValue)
                        .filter(String.class::isInstance)
                        .map(text -> ((String) text).strip())
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(null);
            }

            static @Nullable String detail(JsonObject body) {
                String words = body.stream()
                        .filter(field -> !REASONS.contains(field.getKey()))
                        .map(AuditWords::field)
                        .collect(Collectors.joining(", "));
                if (words.isEmpty()) {
                    return null;
                }
                return words.codePointCount(0, words.length()) <= LONGEST
                        ? words
                        : words.substring(0, words.offsetByCodePoints(0, LONGEST)) + "…";
            }

            private static String field(Map.Entry<String, @Nullable Object> field) {
                String name = field.getKey().replace('_', ' ');
                return switch (field.getValue()) {
                    case JsonArray list -> name + ": " + list.size();
                    case String text when TELLING.contains(field.getKey()) -> name + ": " + text;
                    case Number number when TELLING.contains(field.getKey()) -> name + ": " + number;
                    case null, default -> name;
                };
            }
        }

        private static String outcome(AsyncResult<OperationResult> done) {
            if (done.succeeded()) {
                return "done";
            }
            return done.cause() instanceof ProblemException refused
                    ? refused.problem().type().name().toLowerCase(Locale.ROOT)
                    : "internal";
        }
    }
}

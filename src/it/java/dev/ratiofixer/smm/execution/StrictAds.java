package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.execution.StrictAccount.Refusal;
import dev.ratiofixer.smm.execution.StrictAccount.Wire;
import dev.ratiofixer.smm.execution.StrictAccount.WireFault;
import dev.ratiofixer.smm.execution.StrictWire.Query;
import dev.ratiofixer.smm.execution.StrictWire.Wrong;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Google Ads as somebody else would write it: it shares no line with the sandbox, knows requests by Google's published
 * protos only ({@link StrictWire}), keeps a ledger of its own for each customer, counts the day's operations by itself,
 * loses requests and answers, and can have the engine killed between any two of its calls. It also takes tasks and
 * hands out access tokens.
 */
final class StrictAds implements AutoCloseable {
    private static final Duration LATE = Duration.ofSeconds(30);

    final Map<String, StrictAccount> accounts = new HashMap<>();
    /** The least that a Demand Gen budget's day may have, by currency; Google moves it now and then. */
    final Map<String, Long> minimums = new HashMap<>();
    /** What no client of Google's may do. */
    final List<String> violations = new CopyOnWriteArrayList<>();
    /** Campaign ids of tasks. */
    final List<JsonObject> tasks = new CopyOnWriteArrayList<>();

    private final InstantSource clock;
    private final StrictWire wire;
    private final HttpServer server;
    private final int daily;
    private final Deque<Instant> operations = new ArrayDeque<>();
    private int highest;
    private int calls;
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger killEvery = new AtomicInteger();
    private final AtomicLong sinceKill = new AtomicLong();
    private final AtomicBoolean killWanted = new AtomicBoolean();
    private int kills;

    /** @param daily operations of any 24 hours */
    StrictAds(Vertx vertx, InstantSource clock, int version, int daily) {
        this.clock = clock;
        this.wire = new StrictWire(version);
        this.daily = daily;
        this.server = SmmWorld.await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1"));
    }

    int version() {
        return wire.version();
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Most operations that any 24 hours had. */
    synchronized int highest() {
        return highest;
    }

    synchronized int calls() {
        return calls;
    }

    int kills() {
        return kills;
    }

    /** Has the engine killed at every so manieth call from now on: before it is carried out, or after, in turn. */
    void killEvery(int calls) {
        killEvery.set(calls);
    }

    boolean killWanted() {
        return killWanted.get();
    }

    /** The engine is dead, and another may call. */
    void killed() {
        killWanted.set(false);
    }

    private synchronized void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (!request.method().equals(HttpMethod.POST)) {
            violations.add("not a POST: " + request.method() + " " + path);
            request.response().setStatusCode(405).end();
        } else if (path.equals("/token")) {
            json(
                    request,
                    200,
                    new JsonObject()
                            .put("access_token", "ya29.strict-" + tokens.get())
                            .put("expires_in", 3_599)
                            .put("token_type", "Bearer"));
        } else if (path.startsWith("/hooks/")) {
            tasks.add(body.toJsonObject());
            request.response().setStatusCode(200).end("ok");
        } else {
            ads(request, body);
        }
    }

    private void ads(HttpServerRequest request, Buffer body) {
        String[] parts = request.path().split("/", -1);
        boolean stream = request.path().endsWith(":searchStream");
        if (killWanted.get()) {
            // What the dying engine still sends.
            request.connection().close();
            return;
        }
        if (!("Bearer ya29.strict-" + tokens.get()).equals(request.getHeader("Authorization"))) {
            fail(request, stream, 401, "authenticationError", "OAUTH_TOKEN_EXPIRED", new JsonObject());
            return;
        }
        if (parts.length != 5
                || !parts[1].equals("v" + wire.version())
                || !parts[2].equals("customers")
                || !"application/json".equals(request.getHeader("Content-Type"))) {
            violations.add("no such call: " + request.path());
            fail(request, stream, 404, "requestError", "UNSUPPORTED_VERSION", new JsonObject());
            return;
        }
        StrictAccount account = accounts.get(parts[3]);
        if (!charge()) {
            fail(
                    request,
                    stream,
                    429,
                    "quotaError",
                    "RESOURCE_EXHAUSTED",
                    new JsonObject()
                            .put(
                                    "quotaErrorDetails",
                                    new JsonObject()
                                            .put("rateScope", "DEVELOPER")
                                            .put("rateName", "Operations of 24 hours")
                                            .put("retryDelay", "3600s")));
            return;
        }
        if (account == null || !account.readable) {
            fail(request, stream, 403, "authorizationError", "USER_PERMISSION_DENIED", new JsonObject());
            return;
        }
        boolean before = killTurn();
        if (before && killWanted.get()) {
            return;
        }
        call(request, body, account, parts[4], stream);
    }

    /** Whether this call is where the engine dies, before anything is done; dies after it in every other turn. */
    private boolean killTurn() {
        int every = killEvery.get();
        if (every == 0 || sinceKill.incrementAndGet() % every != 0) {
            return false;
        }
        kills++;
        boolean before = kills % 2 == 0;
        if (before) {
            killWanted.set(true);
        } else {
            dieAfter = true;
        }
        return before;
    }

    private boolean dieAfter;

    private synchronized boolean charge() {
        calls++;
        Instant now = clock.instant();
        while (!operations.isEmpty() && !operations.peek().isAfter(now.minus(Duration.ofHours(24)))) {
            operations.poll();
        }
        if (operations.size() >= daily) {
            violations.add("operation " + (daily + 1) + " of 24 hours at " + now);
            return false;
        }
        operations.add(now);
        highest = Math.max(highest, operations.size());
        return true;
    }

    @SuppressWarnings("IfChainToSwitch") // Some of them go on together.
    private void call(HttpServerRequest request, Buffer body, StrictAccount account, String method, boolean stream) {
        JsonObject json = body.toJsonObject();
        boolean trial = json.getBoolean("validateOnly", false);
        String kind = stream ? "search" : trial ? "trial" : "apply";
        WireFault fault = account.fault(kind);
        Wire how = fault == null ? null : fault.wire();
        if (account.down) {
            how = Wire.AWAY;
        }
        if (how == Wire.TOKEN) {
            tokens.incrementAndGet();
            fail(request, stream, 401, "authenticationError", "OAUTH_TOKEN_EXPIRED", new JsonObject());
        } else if (how == Wire.LOST_BEFORE) {
            request.connection().close();
        } else if (how == Wire.AWAY) {
            request.response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "text/html")
                    .end("<html>Backend</html>");
        } else if (how == Wire.CONCURRENT) {
            fail(request, stream, 400, "databaseError", "CONCURRENT_MODIFICATION", new JsonObject());
        } else if (how == Wire.THROTTLED) {
            fail(
                    request,
                    stream,
                    429,
                    "quotaError",
                    "RESOURCE_TEMPORARILY_EXHAUSTED",
                    new JsonObject()
                            .put(
                                    "quotaErrorDetails",
                                    new JsonObject().put("rateScope", "ACCOUNT").put("retryDelay", "45s")));
        } else {
            carryOut(request, json, account, method, how);
        }
    }

    private void carryOut(
            HttpServerRequest request, JsonObject json, StrictAccount account, String method, @Nullable Wire how) {
        boolean stream = method.equals("googleAds:searchStream");
        try {
            Object answer = switch (method) {
                case "googleAds:searchStream" -> search(json, account);
                case "campaignBudgets:mutate" -> budget(json, account, how);
                case "campaigns:mutate" -> status(json, account, how);
                default -> throw new Wrong("requestError", "RPC_DEADLINE_TOO_SHORT", "no such method: " + method);
            };
            if (dieAfter) {
                dieAfter = false;
                killWanted.set(true);
            } else if (how == Wire.LOST_AFTER || how == Wire.LANDS_LATE) {
                request.connection().close();
            } else if (how == Wire.FAILED_AFTER) {
                fail(request, stream, 500, "internalError", "INTERNAL_ERROR", new JsonObject());
            } else {
                json(request, 200, answer);
            }
        } catch (Wrong wrong) {
            dieAfter = false;
            if (!wrong.code.equals("UNRECOGNIZED_FIELD") || wire.version() >= 26) {
                violations.add(wrong.code + ": " + wrong.getMessage());
            }
            fail(request, stream, 400, wrong.category, wrong.code, new JsonObject());
        } catch (Refused refused) {
            Refusal no = refused.refusal;
            fail(request, stream, no.status(), no.category(), no.code(), no.details());
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.code(), null, false, false);
            this.refusal = refusal;
        }
    }

    private JsonArray search(JsonObject body, StrictAccount account) throws Wrong {
        StrictWire.keys(body, java.util.Set.of("query"));
        Query query = wire.query(Objects.requireNonNull(body.getString("query")));
        JsonArray results = new JsonArray();
        for (Map<String, Object> row : new StrictRows(account, clock, minimums).of(query)) {
            JsonObject one = new JsonObject();
            for (String field : query.select()) {
                put(one, field, wire.json(field, row.get(field)));
            }
            results.add(one);
        }
        JsonObject chunk = new JsonObject().put("requestId", "strict-" + calls);
        if (!results.isEmpty()) {
            chunk.put("results", results);
        }
        return new JsonArray().add(chunk);
    }

    private static void put(JsonObject into, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        String name = StrictWire.camel(dot < 0 ? path : path.substring(0, dot));
        if (dot >= 0) {
            JsonObject inner = into.getJsonObject(name, new JsonObject());
            into.put(name, inner);
            put(inner, path.substring(dot + 1), value);
        } else if (value != null) {
            into.put(name, value);
        }
    }

    private JsonObject budget(JsonObject body, StrictAccount account, @Nullable Wire how) throws Wrong {
        JsonObject update = wire.operation(body, "campaign_budget");
        String name = "customers/" + account.customer + "/campaignBudgets/9" + account.campaign;
        named(update, name);
        long micros = Long.parseLong(update.getValue("amountMicros").toString());
        boolean trial = body.getBoolean("validateOnly", false);
        allowed(account, trial, micros);
        if (account.total) {
            throw refused("campaignBudgetError", "BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD");
        }
        if (micros % account.unit != 0) {
            throw refused("campaignBudgetError", "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT");
        }
        long minimum = minimums.getOrDefault(account.currency, 0L);
        if (micros < minimum) {
            throw belowMinimum(account, micros, minimum);
        }
        if (trial) {
            if (micros != account.amount()) {
                account.atTrial.run();
            }
            return new JsonObject();
        }
        account.set(micros, account.serving(), how == Wire.LANDS_LATE ? LATE : Duration.ZERO);
        return new JsonObject().put("results", new JsonArray().add(new JsonObject().put("resourceName", name)));
    }

    private JsonObject status(JsonObject body, StrictAccount account, @Nullable Wire how) throws Wrong {
        JsonObject update = wire.operation(body, "campaign");
        String name = "customers/" + account.customer + "/campaigns/" + account.campaign;
        named(update, name);
        boolean trial = body.getBoolean("validateOnly", false);
        allowed(account, trial, 0);
        wire.json("campaign.status", update.getString("status"));
        if (trial) {
            return new JsonObject();
        }
        account.set(
                account.amount(),
                update.getString("status").equals("ENABLED"),
                how == Wire.LANDS_LATE ? LATE : Duration.ZERO);
        return new JsonObject().put("results", new JsonArray().add(new JsonObject().put("resourceName", name)));
    }

    private static void named(JsonObject update, String name) throws Wrong {
        if (!name.equals(update.getString("resourceName"))) {
            throw new Wrong("requestError", "BAD_RESOURCE_ID", update.encode());
        }
    }

    /** What every change needs: a trial passes while a declaration is missing. */
    private void allowed(StrictAccount account, boolean trial, long micros) {
        if (!account.writable) {
            throw new Refused(
                    new Refusal("authorizationError", "ACTION_NOT_PERMITTED", new JsonObject(), 403, null, true));
        }
        if ((account.undeclared || account.undeclaredVideo) && !trial) {
            throw refused("mutateError", "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED");
        }
        if (account.removed) {
            throw refused("campaignBudgetError", "CAMPAIGN_BUDGET_REMOVED");
        }
        Refusal own = account.refusal;
        if (own != null && (own.trials() || !trial) && (own.amount() == null || own.amount() == micros)) {
            throw new Refused(own);
        }
    }

    private Refused belowMinimum(StrictAccount account, long micros, long minimum) {
        JsonObject figures = new JsonObject()
                .put("currencyCode", account.currency)
                .put("budgetPerDayMinimumMicros", Long.toString(minimum))
                .put("minimumBudgetAmountMicros", Long.toString(minimum))
                .put("failedBudgetAmountMicros", Long.toString(micros));
        JsonObject details = account.minimumCode.isEmpty()
                ? new JsonObject().put("unpublishedErrorCode", "CampaignBudgetError.BUDGET_BELOW_DAILY_MINIMUM")
                : new JsonObject().put("budgetPerDayMinimumErrorDetails", figures);
        String code = account.minimumCode.isEmpty() ? "UNKNOWN" : account.minimumCode;
        return new Refused(new Refusal("campaignBudgetError", code, details, 400, null, true));
    }

    private static Refused refused(String category, String code) {
        return new Refused(new Refusal(category, code, new JsonObject(), 400, null, true));
    }

    private void fail(
            HttpServerRequest request, boolean stream, int status, String category, String code, JsonObject details) {
        wire.mustBeGoogles(category, code);
        JsonObject one = new JsonObject()
                .put("errorCode", new JsonObject().put(category, code))
                .put("message", "Refused by the stand-in.");
        if (!details.isEmpty()) {
            one.put("details", details);
        }
        JsonObject error = new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", status)
                                .put("message", "Request contains an invalid argument.")
                                .put(
                                        "status",
                                        status == 429
                                                ? "RESOURCE_EXHAUSTED"
                                                : status == 403 ? "PERMISSION_DENIED" : "INVALID_ARGUMENT")
                                .put(
                                        "details",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put(
                                                                "@type",
                                                                "type.googleapis.com/google.ads.googleads.v"
                                                                        + wire.version() + ".errors.GoogleAdsFailure")
                                                        .put("errors", new JsonArray().add(one))
                                                        .put("requestId", "strict-" + calls))));
        json(request, status, stream ? new JsonArray().add(error) : error);
    }

    private static void json(HttpServerRequest request, int status, Object body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .end(Buffer.buffer(body.toString()));
    }

    /** Every code that a test refuses with, checked. */
    Refusal refusal(String category, String code, JsonObject details, @Nullable Long amount, boolean trials) {
        wire.mustBeGoogles(category, code);
        return new Refusal(category, code, details, 400, amount, trials);
    }

    List<StrictAccount> all() {
        return new ArrayList<>(accounts.values());
    }

    @Override
    public void close() {
        SmmWorld.await(server.close());
    }
}

package dev.ratiofixer.http.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.http.LiveViews;
import dev.ratiofixer.http.api.ApiCall;
import dev.ratiofixer.http.api.CampaignBodies.StatusBody;
import dev.ratiofixer.http.api.ClientScope;
import dev.ratiofixer.http.api.Contract;
import dev.ratiofixer.http.api.CsvExports;
import dev.ratiofixer.http.api.Operation;
import dev.ratiofixer.http.server.ResponseWriter.CsvResponse;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds the router of the API from the contract: each operation's role is asked for, its request checked, its answer
 * written. An operation of the contract without a handler fails the start.
 */
public final class ApiRouter {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String IF_MATCH = "If-Match";
    /** The contract's headers. */
    private static final List<String> HEADERS = List.of(IDEMPOTENCY_KEY, IF_MATCH);

    private final Authenticator authenticator;
    private final ResponseWriter answers;
    private final CsvExports exports;
    private final CsvResponse csv;
    private final ClientScope scope;

    /** @param scope what callers that are held to a client may see */
    public ApiRouter(
            Authenticator authenticator,
            ResponseWriter answers,
            CsvExports exports,
            CsvResponse csv,
            ClientScope scope) {
        this.scope = scope;
        this.authenticator = authenticator;
        this.answers = answers;
        this.exports = exports;
        this.csv = csv;
    }

    /**
     * Builds it.
     *
     * @param operations by id
     * @param special handlers of operations that need HTTP itself, by id
     */
    public Router build(
            Vertx vertx,
            Contract contract,
            Map<String, Operation> operations,
            Map<String, Handler<RoutingContext>> special) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract.openApi(), RequestExtractor.withBodyHandler());
        Set<String> texts = textsOf(contract.openApi());
        builder.rootHandler(ctx -> escape(ctx, texts));
        for (OpenAPIRoute route : builder.getRoutes()) {
            String id = Contract.idOf(route.getOperation());
            Operation operation = operations.get(id);
            Handler<RoutingContext> apart = special.get(id);
            Handler<RoutingContext> handler = operation != null
                    ? listing(id, answering(operation))
                    : apart == null ? null : ctx -> admitted(id, ctx, () -> apart.handle(ctx));
            if (handler == null) {
                throw new IllegalStateException("operation " + id + " of the contract has no handler");
            }
            Optional<Role> role = Contract.roleOf(route.getOperation());
            route.setDoSecurity(false).addHandler(ctx -> ask(role, handler, ctx));
        }
        return builder.createRouter();
    }

    /**
     * Makes the library read a query as it was sent. It decodes once more what Vert.x has decoded, which refuses or
     * eats a percent sign, and then takes each text for JSON if it can, which makes a number of "-1" and refuses a
     * backslash. Headers are taken for JSON, too, which refuses the quotation marks of a list of ETags, or of a weak
     * one.
     */
    private static void escape(RoutingContext ctx, Set<String> texts) {
        if (ctx.normalizedPath().startsWith("/api/")) {
            MultiMap query = ctx.request().params();
            for (String name : Set.copyOf(query.names())) {
                query.set(
                        name,
                        query.getAll(name).stream()
                                .map(value -> texts.contains(name) ? Json.encode(value) : value)
                                .map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                                .toList());
            }
            for (String name : HEADERS) {
                String given = ctx.request().getHeader(name);
                if (given != null) {
                    ctx.put(name, given);
                    ctx.request().headers().set(name, Json.encode(given));
                }
            }
        }
        ctx.next();
    }

    private static Set<String> textsOf(OpenAPIContract contract) {
        return contract.operations().stream()
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter ->
                        parameter.getIn() == Location.QUERY && parameter.getSchemaType() == SchemaType.STRING)
                .map(Parameter::getName)
                .collect(Collectors.toSet());
    }

    private void ask(Optional<Role> role, Handler<RoutingContext> next, RoutingContext ctx) {
        role.ifPresent(needed -> authenticator.require(AuthenticationHandler.caller(ctx), needed));
        next.handle(ctx);
    }

    /** Goes on with what is no operation, or is one in another form, where a held caller may; operations see to it. */
    private void admitted(String operationId, RoutingContext ctx, Runnable then) {
        if (scope.isForAnyone(operationId) || AuthenticationHandler.caller(ctx).client() == null) {
            then.run();
            return;
        }
        scope.admit(operationId, call(ctx))
                .onSuccess(mine -> {
                    try {
                        then.run();
                    } catch (RuntimeException refused) {
                        ctx.fail(refused);
                    }
                })
                .onFailure(ctx::fail);
    }

    private Handler<RoutingContext> answering(Operation operation) {
        return ctx -> invoke(operation, ctx).onComplete(done -> {
            if (done.succeeded()) {
                answers.send(ctx, done.result());
            } else {
                ctx.fail(done.cause());
            }
        });
    }

    /** A list is sent whole to whoever asks for it as CSV. */
    private Handler<RoutingContext> listing(String operationId, Handler<RoutingContext> page) {
        return exports.of(operationId)
                .<Handler<RoutingContext>>map(export -> ctx -> {
                    if (CsvResponse.isWanted(ctx)) {
                        admitted(operationId, ctx, () -> csv.send(ctx, export, call(ctx)));
                    } else {
                        page.handle(ctx);
                    }
                })
                .orElse(page);
    }

    private static Future<dev.ratiofixer.http.api.OperationResult> invoke(Operation operation, RoutingContext ctx) {
        try {
            return operation.answer(call(ctx));
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static ApiCall call(RoutingContext ctx) {
        ValidatedRequest request = ctx.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        JsonObject body = request.getBody() == null || !request.getBody().isJsonObject()
                ? new JsonObject()
                : request.getBody().getJsonObject();
        return new ApiCall(
                AuthenticationHandler.caller(ctx),
                values(request.getPathParameters()).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().toString())),
                values(request.getQuery()),
                body,
                ctx.get(IDEMPOTENCY_KEY),
                ctx.get(IF_MATCH),
                Via.HTTP);
    }

    private static Map<String, Object> values(Map<String, RequestParameter> parameters) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getValue() != null && entry.getValue().get() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    /**
     * Answers {@code GET status/{id}} of a campaign that runs on this node, the call that is made most: it needs no
     * message to the engine and no check by the contract, and what was written for a view is kept until the campaign
     * changes. It stands before the router, and answers only whoever shows a good key from no other origin; everything
     * else, every refusal too, is the router's, which answers the same. Belongs to one context.
     */
    public static final class StatusFastPath implements Handler<HttpServerRequest> {
        private static final String PREFIX = "/api/ratio-fixer/status/";
        private static final int MOST_KEPT = 2_000;

        private record CachedStatus(CampaignView of, Buffer body, String tag) {}

        private final LiveViews live;
        private final Authenticator authenticator;
        private final ResponseWriter answers;
        private final Handler<HttpServerRequest> router;
        private final Cache<String, CachedStatus> kept = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .executor(Runnable::run)
                .build();

        public StatusFastPath(
                LiveViews live,
                Authenticator authenticator,
                ResponseWriter answers,
                Handler<HttpServerRequest> router) {
            this.live = live;
            this.authenticator = authenticator;
            this.answers = answers;
            this.router = router;
        }

        @Override
        public void handle(HttpServerRequest request) {
            Optional<CampaignView> view = asked(request);
            if (view.isEmpty() || !knows(request, view.get())) {
                router.handle(request);
                return;
            }
            // No router passes it, and the metrics' label is the contract's path.
            request.routed(PREFIX + ":id");
            RequestIds.give(request);
            SecurityHeaders.add(request.response());
            CachedStatus written = written(view.get());
            answers.send(request, written.body(), written.tag());
        }

        private Optional<CampaignView> asked(HttpServerRequest request) {
            String path = request.path();
            return path != null
                            && path.startsWith(PREFIX)
                            && request.method().equals(HttpMethod.GET)
                            && !request.headers().contains(HttpHeaders.ORIGIN)
                    ? live.find(path.substring(PREFIX.length()))
                    : Optional.empty();
        }

        private boolean knows(HttpServerRequest request, CampaignView view) {
            String key = Authenticator.key(
                    request.getHeader(HttpHeaders.AUTHORIZATION), request.getHeader(AuthenticationHandler.KEY_HEADER));
            return key != null
                    && authenticator
                            .recognize(key)
                            .filter(caller -> caller.role().includes(Role.VIEWER)
                                    && caller.sees(
                                            view.campaign().terms().labels().client()))
                            .isPresent();
        }

        @SuppressWarnings(
                "ReferenceEquality") // The same view means that nothing changed; comparing all of it costs more.
        private CachedStatus written(CampaignView view) {
            String id = view.campaign().id();
            CachedStatus before = kept.getIfPresent(id);
            if (before != null && before.of() == view) {
                return before;
            }
            Buffer body = JsonBytes.of(StatusBody.of(view));
            CachedStatus fresh = new CachedStatus(view, body, ResponseWriter.tag(body));
            kept.put(id, fresh);
            return fresh;
        }
    }
}

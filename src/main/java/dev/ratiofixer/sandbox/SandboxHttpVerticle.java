package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.ads.AdsAuthorizer;
import dev.ratiofixer.sandbox.ads.AdsAuthorizer.OperationsMeter;
import dev.ratiofixer.sandbox.ads.AdsSearch;
import dev.ratiofixer.sandbox.ads.BudgetsMutate;
import dev.ratiofixer.sandbox.ads.CampaignsMutate;
import dev.ratiofixer.sandbox.ads.Report;
import dev.ratiofixer.sandbox.analytics.ReportsQuery;
import dev.ratiofixer.sandbox.control.AdminEndpoint;
import dev.ratiofixer.sandbox.control.FaultAnswer;
import dev.ratiofixer.sandbox.control.FaultInjector;
import dev.ratiofixer.sandbox.control.HookReceiver;
import dev.ratiofixer.sandbox.control.InjectedFault;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.ConsentPage;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.ServiceAccounts;
import dev.ratiofixer.sandbox.sheets.SpreadsheetsGet;
import dev.ratiofixer.sandbox.sheets.ValuesGet;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.BatchGetStats;
import dev.ratiofixer.sandbox.youtube.ChannelsList;
import dev.ratiofixer.sandbox.youtube.CommentThreadsList;
import dev.ratiofixer.sandbox.youtube.CommentThreadsList.CommentThreadsInsert;
import dev.ratiofixer.sandbox.youtube.Owner;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList;
import dev.ratiofixer.sandbox.youtube.QuotaTracker;
import dev.ratiofixer.sandbox.youtube.VideosList;
import dev.ratiofixer.sandbox.youtube.YouTubeAuthorizer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one event loop's share of the requests: reads one, applies a fault, answers. */
final class SandboxHttpVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxHttpVerticle.class);
    private static final int LARGEST_BODY = 1 << 20;

    private final RequestDispatcher board;
    private final HttpServerOptions listening;
    private final IntConsumer bound;
    private @Nullable HttpServer server;

    /** @param bound told the port once it is known */
    SandboxHttpVerticle(RequestDispatcher board, HttpServerOptions listening, IntConsumer bound) {
        this.board = board;
        this.listening = listening;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(listening).requestHandler(this::handle);
        return server.listen().onSuccess(up -> bound.accept(up.actualPort()));
    }

    @Override
    public Future<?> stop() {
        // Left to itself, an undeployed server's socket closes a little after the undeployment is reported.
        return server == null ? Future.succeededFuture() : server.close();
    }

    private void handle(HttpServerRequest request) {
        Optional<Route> route = Route.of(request.method(), request.path());
        if (route.isEmpty()) {
            send(request.response(), SandboxGoogleError.noSuchPath(request.path()));
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.DELETE)) {
            serve(request, route.get(), Buffer.buffer());
        } else {
            receive(request, route.get());
        }
    }

    private void receive(HttpServerRequest request, Route route) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (body.length() > LARGEST_BODY) {
                String message = "Request payload size exceeds the limit: 1048576 bytes.";
                send(request.response(), SandboxGoogleError.plain(413, "INVALID_ARGUMENT", message));
            } else {
                serve(request, route, body);
            }
        });
    }

    private void serve(HttpServerRequest request, Route route, Buffer body) {
        WireRequest call =
                new WireRequest(route, request.method(), request.path(), request.params(), request.headers(), body);
        Optional<InjectedFault> fault = route == Route.CONTROL
                ? Optional.empty()
                : board.faults().strike(route, board.world().nowMillis());
        if (fault.isEmpty()) {
            send(request.response(), answer(call));
        } else {
            new FaultAnswer(vertx, fault.get(), route).give(request, () -> answer(call));
        }
    }

    private Reply answer(WireRequest call) {
        try {
            return board.answer(call);
        } catch (RuntimeException bug) {
            LOG.error("sandbox cannot answer route={}", call.route().wireName(), bug);
            return SandboxGoogleError.plain(500, "INTERNAL", "The sandbox failed; its log says why.");
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        FaultAnswer.send(response, reply);
    }

    /** Passes each call to the endpoint that answers it; shared by all event loops. */
    static final class RequestDispatcher {
        private final World world;
        private final FaultInjector faults;
        private final OperationsMeter operations;
        private final Endpoint videosList;
        private final Endpoint batchGetStats;
        private final Endpoint channelsList;
        private final Endpoint playlistItemsList;
        private final Endpoint commentThreadsList;
        private final Endpoint commentThreadsInsert;
        private final Endpoint token;
        private final Endpoint consent;
        private final ServiceAccounts serviceAccounts = new ServiceAccounts();
        private final Endpoint searchStream;
        private final Endpoint budgetsMutate;
        private final Endpoint campaignsMutate;
        private final Endpoint spreadsheetsGet;
        private final Endpoint valuesGet;
        private final Endpoint reports;
        private final Endpoint hook;
        private final Endpoint control;

        RequestDispatcher(InstantSource clock, SandboxOptions options) {
            world = new World(
                    clock,
                    options.seed(),
                    options.syntheticVideos(),
                    options.ads().overdelivery(),
                    options.audience());
            operations = new OperationsMeter(clock, options.ads().dailyOperations());
            faults = new FaultInjector(options.seed());
            ConsentPage consents = new ConsentPage(options.credentials(), options.seed());
            consent = consents;
            TokenEndpoint tokens = new TokenEndpoint(
                    options.credentials(),
                    consents,
                    serviceAccounts,
                    options.access().tokenLife(),
                    clock,
                    options.seed());
            QuotaTracker quota =
                    new QuotaTracker(options.quota().units(), options.quota().statsCalls(), clock.millis());
            YouTubeAuthorizer youtube = new YouTubeAuthorizer(tokens, quota, clock);
            Owner owner = new Owner(options.access().ownerChannels()).in(world);
            AdsAuthorizer ads = new AdsAuthorizer(tokens, options.ads().version(), options.seed(), operations, world);
            videosList = new VideosList(world, youtube);
            batchGetStats = new BatchGetStats(world, youtube);
            channelsList = new ChannelsList(world, youtube, owner);
            playlistItemsList = new PlaylistItemsList(world, youtube);
            commentThreadsList = new CommentThreadsList(world, youtube, owner);
            commentThreadsInsert = new CommentThreadsInsert(world, youtube, owner);
            token = tokens;
            searchStream = new AdsSearch(ads, new Report(world, options.ads().lag()), world);
            budgetsMutate = new BudgetsMutate(world, ads);
            campaignsMutate = new CampaignsMutate(world, ads);
            spreadsheetsGet = new SpreadsheetsGet(tokens);
            valuesGet = new ValuesGet(tokens);
            reports = new ReportsQuery(world, tokens, owner, options.seed());
            hook = new HookReceiver(world);
            control = new AdminEndpoint(world, clock, tokens, quota, faults, constants(options));
        }

        private static JsonObject constants(SandboxOptions options) {
            return new JsonObject()
                    .put("seed", options.seed())
                    .put("speed", options.speed())
                    .put("audience", options.audience().word())
                    .put("synthetic_videos", options.syntheticVideos());
        }

        World world() {
            return world;
        }

        ServiceAccounts serviceAccounts() {
            return serviceAccounts;
        }

        OperationsMeter operations() {
            return operations;
        }

        FaultInjector faults() {
            return faults;
        }

        /** The answer to a call, refusals included. */
        Reply answer(WireRequest call) {
            try {
                return endpointOf(call).answer(call);
            } catch (RefusedException refused) {
                return refused.reply();
            }
        }

        private Endpoint endpointOf(WireRequest call) {
            return switch (call.route()) {
                case VIDEOS_LIST -> videosList;
                case VIDEOS_BATCH_GET_STATS -> batchGetStats;
                case CHANNELS_LIST -> channelsList;
                case PLAYLIST_ITEMS_LIST -> playlistItemsList;
                case COMMENT_THREADS_LIST -> commentThreadsList;
                case COMMENT_THREADS_INSERT -> commentThreadsInsert;
                case TOKEN -> token;
                case CONSENT -> consent;
                case SEARCH_STREAM -> searchStream;
                case CAMPAIGN_BUDGETS_MUTATE -> budgetsMutate;
                case CAMPAIGNS_MUTATE -> campaignsMutate;
                case SPREADSHEETS_GET -> spreadsheetsGet;
                case VALUES_GET -> valuesGet;
                case ANALYTICS_REPORTS -> reports;
                case HOOK -> hook;
                case CONTROL -> control;
            };
        }
    }
}

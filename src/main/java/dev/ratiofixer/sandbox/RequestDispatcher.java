package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.ads.AdsAuthorizer;
import dev.ratiofixer.sandbox.ads.AdsSearch;
import dev.ratiofixer.sandbox.ads.BudgetsMutate;
import dev.ratiofixer.sandbox.ads.CampaignsMutate;
import dev.ratiofixer.sandbox.ads.OperationsMeter;
import dev.ratiofixer.sandbox.ads.Report;
import dev.ratiofixer.sandbox.analytics.ReportsQuery;
import dev.ratiofixer.sandbox.control.AdminEndpoint;
import dev.ratiofixer.sandbox.control.FaultInjector;
import dev.ratiofixer.sandbox.control.HookReceiver;
import dev.ratiofixer.sandbox.oauth.ConsentPage;
import dev.ratiofixer.sandbox.oauth.ServiceAccounts;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.sheets.SpreadsheetsGet;
import dev.ratiofixer.sandbox.sheets.ValuesGet;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.BatchGetStats;
import dev.ratiofixer.sandbox.youtube.ChannelsList;
import dev.ratiofixer.sandbox.youtube.CommentThreadsInsert;
import dev.ratiofixer.sandbox.youtube.CommentThreadsList;
import dev.ratiofixer.sandbox.youtube.Owner;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList;
import dev.ratiofixer.sandbox.youtube.QuotaTracker;
import dev.ratiofixer.sandbox.youtube.VideosList;
import dev.ratiofixer.sandbox.youtube.YouTubeAuthorizer;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** Passes each call to the endpoint that answers it; shared by all event loops. */
final class RequestDispatcher {
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
                clock, options.seed(), options.syntheticVideos(), options.ads().overdelivery(), options.audience());
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

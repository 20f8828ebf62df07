package dev.ratiofixer.sandbox;

import dev.ratiofixer.sandbox.ads.AdsGate;
import dev.ratiofixer.sandbox.ads.AdsSearch;
import dev.ratiofixer.sandbox.ads.BudgetsMutate;
import dev.ratiofixer.sandbox.ads.CampaignsMutate;
import dev.ratiofixer.sandbox.ads.Report;
import dev.ratiofixer.sandbox.control.ControlDesk;
import dev.ratiofixer.sandbox.control.Faults;
import dev.ratiofixer.sandbox.control.HookReceiver;
import dev.ratiofixer.sandbox.oauth.TokenOffice;
import dev.ratiofixer.sandbox.sheets.ValuesGet;
import dev.ratiofixer.sandbox.wire.Answerer;
import dev.ratiofixer.sandbox.wire.Call;
import dev.ratiofixer.sandbox.wire.Refused;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.BatchGetStats;
import dev.ratiofixer.sandbox.youtube.ChannelsList;
import dev.ratiofixer.sandbox.youtube.CommentThreadsInsert;
import dev.ratiofixer.sandbox.youtube.CommentThreadsList;
import dev.ratiofixer.sandbox.youtube.Owner;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList;
import dev.ratiofixer.sandbox.youtube.QuotaBook;
import dev.ratiofixer.sandbox.youtube.VideosList;
import dev.ratiofixer.sandbox.youtube.YouTubeGate;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** Everything that answers, shared by all event loops. */
final class Switchboard {
    private final World world;
    private final Faults faults;
    private final Answerer videosList;
    private final Answerer batchGetStats;
    private final Answerer channelsList;
    private final Answerer playlistItemsList;
    private final Answerer commentThreadsList;
    private final Answerer commentThreadsInsert;
    private final Answerer token;
    private final Answerer searchStream;
    private final Answerer budgetsMutate;
    private final Answerer campaignsMutate;
    private final Answerer valuesGet;
    private final Answerer hook;
    private final Answerer control;

    Switchboard(InstantSource clock, SandboxOptions options) {
        world = new World(
                clock, options.seed(), options.syntheticVideos(), options.ads().overdelivery());
        faults = new Faults(options.seed());
        TokenOffice tokens =
                new TokenOffice(options.credentials(), options.access().tokenLife(), clock, options.seed());
        QuotaBook quota = new QuotaBook(options.quota().units(), options.quota().statsCalls(), clock.millis());
        YouTubeGate youtube = new YouTubeGate(tokens, quota, clock);
        Owner owner = new Owner(options.access().ownerChannels()).in(world);
        AdsGate ads = new AdsGate(tokens, options.ads().version(), options.seed());
        videosList = new VideosList(world, youtube);
        batchGetStats = new BatchGetStats(world, youtube);
        channelsList = new ChannelsList(world, youtube, owner);
        playlistItemsList = new PlaylistItemsList(world, youtube);
        commentThreadsList = new CommentThreadsList(world, youtube, owner);
        commentThreadsInsert = new CommentThreadsInsert(world, youtube, owner);
        token = tokens;
        searchStream = new AdsSearch(ads, new Report(world, options.ads().lag()));
        budgetsMutate = new BudgetsMutate(world, ads);
        campaignsMutate = new CampaignsMutate(world, ads);
        valuesGet = new ValuesGet(tokens);
        hook = new HookReceiver(world);
        control = new ControlDesk(world, clock, tokens, quota, faults, constants(options));
    }

    private static JsonObject constants(SandboxOptions options) {
        return new JsonObject()
                .put("seed", options.seed())
                .put("speed", options.speed())
                .put("synthetic_videos", options.syntheticVideos());
    }

    World world() {
        return world;
    }

    Faults faults() {
        return faults;
    }

    /** The answer to a call, refusals included. */
    Reply answer(Call call) {
        try {
            return answerer(call).answer(call);
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private Answerer answerer(Call call) {
        return switch (call.route()) {
            case VIDEOS_LIST -> videosList;
            case VIDEOS_BATCH_GET_STATS -> batchGetStats;
            case CHANNELS_LIST -> channelsList;
            case PLAYLIST_ITEMS_LIST -> playlistItemsList;
            case COMMENT_THREADS_LIST -> commentThreadsList;
            case COMMENT_THREADS_INSERT -> commentThreadsInsert;
            case TOKEN -> token;
            case SEARCH_STREAM -> searchStream;
            case CAMPAIGN_BUDGETS_MUTATE -> budgetsMutate;
            case CAMPAIGNS_MUTATE -> campaignsMutate;
            case VALUES_GET -> valuesGet;
            case HOOK -> hook;
            case CONTROL -> control;
        };
    }
}

package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.Exposure;
import dev.ratiofixer.sandbox.world.LiveVideo;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Writes what the sandbox shows of a replayed video: the truth, also what the public does not see. */
final class StateText {
    private StateText() {}

    static JsonObject video(LiveVideo video, World world) {
        AudienceCounters counters = video.at(world.nowMillis());
        Conditions held = video.conditions();
        Exposure shown = video.exposure();
        return new JsonObject()
                .put("video_id", video.metadata().id())
                .put("title", video.metadata().title())
                .put("channel_id", video.metadata().channelId())
                .put("published_at", video.metadata().published())
                .put(
                        "ads_campaign_id",
                        Long.toString(AdAccount.FIRST_CAMPAIGN + world.live().indexOf(video)))
                .put("privacy", shown.privacy().name().toLowerCase(Locale.ROOT))
                .put("likes_hidden", !shown.likesShown())
                .put("comments_off", !shown.commentsOpen())
                .put("like_multiple", held.response().organicLikes())
                .put("comment_multiple", held.response().organicComments())
                .put("paid_like_multiple", held.response().paidLikes())
                .put("paid_comment_multiple", held.response().paidComments())
                .put("daily_budget_micros", held.spending().dailyMicros())
                .put("ads_enabled", held.spending().serving())
                .put("owner_comments", held.prompts().size())
                .mergeIn(counters(counters));
    }

    private static JsonObject counters(AudienceCounters counters) {
        return new JsonObject()
                .put("views", (long) counters.views())
                .put("likes", (long) counters.likes())
                .put("comments", (long) counters.comments())
                .put("paid_views", (long) counters.paidViews())
                .put("paid_likes", (long) counters.paidLikes())
                .put("paid_comments", (long) counters.paidComments())
                .put("engaged_views", (long) counters.inside().engagedViews())
                .put("public_paid_views", (long) counters.inside().publicPaidViews())
                .put("subscribers", (long) counters.inside().subscribers())
                .put("cost_micros", (long) counters.costMicros());
    }
}

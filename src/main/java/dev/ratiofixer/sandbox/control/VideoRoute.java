package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.audience.Audience.Response;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.world.Comments;
import dev.ratiofixer.sandbox.world.Comments.Handling;
import dev.ratiofixer.sandbox.world.Exposure;
import dev.ratiofixer.sandbox.world.Exposure.Privacy;
import dev.ratiofixer.sandbox.world.LiveVideo;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** {@code POST /sandbox/videos/{id}}: changes what a video shows and how its audience answers, from now on. */
final class VideoRoute {
    private static final double MOST = 1e9;
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);
    private static final Set<String> SHOWING = Set.of("privacy", "likes_hidden", "comments_off");
    private static final Set<String> ANSWERING = Set.of(
            "engagement_multiple", "like_multiple", "comment_multiple", "paid_like_multiple", "paid_comment_multiple");
    private static final Set<String> MODERATING = Set.of("moderation", "comment_as");
    private static final Set<String> STATUSES = Set.of(Comments.PUBLISHED, "heldForReview", "likelySpam", "rejected");
    private static final Set<String> COUNTERS = Set.of("views", "likes", "comments");
    private static final Set<String> FIELDS = Set.of(
            "privacy",
            "likes_hidden",
            "comments_off",
            "engagement_multiple",
            "like_multiple",
            "comment_multiple",
            "paid_like_multiple",
            "paid_comment_multiple",
            "adjust",
            "moderation",
            "comment_as",
            "review",
            "premiere_in");

    private final World world;

    VideoRoute(World world) {
        this.world = world;
    }

    Reply change(String id, JsonObject body) {
        Video video = world.library().video(id);
        if (video == null) {
            throw JsonBody.refused(404, "no video " + id);
        }
        JsonBody fields = new JsonBody(body, FIELDS);
        long now = world.nowMillis();
        if (SHOWING.stream().anyMatch(fields::has)) {
            video.expose(exposure(fields, video.exposure()), now);
        }
        moderate(video, fields, now);
        boolean answering = ANSWERING.stream().anyMatch(fields::has);
        premiere(video, fields, now);
        if (video instanceof LiveVideo live) {
            answer(live, fields, answering, now);
            return Reply.ok(StateText.video(live, world));
        }
        fields.require(!answering && !fields.has("adjust"), "video", "one of the replayed ones to change its audience");
        return Reply.ok(new JsonObject().put("video_id", id));
    }

    private static void premiere(Video video, JsonBody fields, long now) {
        if (!fields.has("premiere_in")) {
            return;
        }
        Duration in = fields.duration("premiere_in", Duration.ZERO);
        fields.require(in.isPositive() && in.compareTo(LONGEST_WAIT) <= 0, "premiere_in", "at most 30 days ahead");
        if (!(video instanceof LiveVideo live)) {
            throw fields.wrong("video", "one of the replayed ones to premiere");
        }
        live.premiere(now, now + in.toMillis());
    }

    /** What becomes of the next comments, and of those that are held. */
    private void moderate(Video video, JsonBody fields, long now) {
        if (MODERATING.stream().anyMatch(fields::has)) {
            Handling before = world.comments().handling(video);
            String status = fields.text("moderation", before.status());
            String author = fields.text("comment_as", before.author());
            fields.require(STATUSES.contains(status), "moderation", "one of " + STATUSES);
            fields.require(
                    author.isEmpty() || world.library().channel(author) != null, "comment_as", "a channel or empty");
            world.comments().handle(video, new Handling(status, author));
        }
        if (fields.has("review")) {
            String status = fields.text("review", "");
            fields.require(STATUSES.contains(status), "review", "one of " + STATUSES);
            world.comments().review(video, status, now);
        }
    }

    private static void answer(LiveVideo live, JsonBody fields, boolean answering, long now) {
        if (answering) {
            Response next = response(fields, live.conditions().response());
            live.change(now, held -> held.answering(next));
        }
        if (fields.has("adjust")) {
            JsonBody by = new JsonBody(fields.object("adjust"), COUNTERS);
            live.adjust(now, counter(by, "views"), counter(by, "likes"), counter(by, "comments"));
        }
    }

    private static Response response(JsonBody fields, Response held) {
        double all = fields.number("engagement_multiple", -1, -1, MOST);
        return new Response(
                fields.number("like_multiple", all < 0 ? held.organicLikes() : all, 0, MOST),
                fields.number("comment_multiple", all < 0 ? held.organicComments() : all, 0, MOST),
                fields.number("paid_like_multiple", held.paidLikes(), 0, MOST),
                fields.number("paid_comment_multiple", held.paidComments(), 0, MOST));
    }

    private static double counter(JsonBody by, String name) {
        return Math.rint(by.number(name, 0, -MOST, MOST));
    }

    private static Exposure exposure(JsonBody fields, Exposure held) {
        String name = fields.text("privacy", held.privacy().name().toLowerCase(Locale.ROOT));
        Privacy privacy = Arrays.stream(Privacy.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> fields.wrong("privacy", "public, unlisted, private or deleted"));
        return new Exposure(
                privacy,
                !fields.flag("likes_hidden", !held.likesShown()),
                !fields.flag("comments_off", !held.commentsOpen()));
    }
}

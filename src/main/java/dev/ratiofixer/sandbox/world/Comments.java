package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The comments posted through the sandbox. Safe on any thread. */
public final class Comments {
    private final Map<String, List<Comment>> byVideo = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Ledger ledger;
    private final long seed;

    Comments(Ledger ledger, long seed) {
        this.ledger = ledger;
        this.seed = seed;
    }

    /** Posts a comment; the audience answers it if the video's own channel wrote it. */
    public Comment post(Video video, String authorChannelId, String text, long nowMillis) {
        String id = "Ug" + Long.toString(Chance.bits(seed, number.incrementAndGet(), 40) >>> 1, 36) + "4AaABAg";
        String channel = video.card().channelId();
        Comment comment = new Comment(id, video.card().id(), channel, authorChannelId, text, nowMillis);
        byVideo.merge(video.card().id(), List.of(comment), Comments::joined);
        if (video instanceof LiveVideo live) {
            live.adjust(nowMillis, 0, 0, 1);
            if (authorChannelId.equals(channel)) {
                live.change(nowMillis, held -> held.prompted(nowMillis));
            }
        }
        ledger.write(nowMillis, new Placed.CommentInserted(video.card().id(), authorChannelId, id, text));
        return comment;
    }

    /** Those on a video, newest first. */
    public List<Comment> on(String videoId) {
        return byVideo.getOrDefault(videoId, List.of()).reversed();
    }

    private static List<Comment> joined(List<Comment> before, List<Comment> more) {
        List<Comment> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }
}

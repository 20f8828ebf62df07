package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the comments on all videos: those posted through the sandbox, among those of the audience. Safe on any thread.
 */
public final class Comments {
    private final Map<String, List<Comment>> posted = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Library library;
    private final Ledger ledger;
    private final long seed;

    Comments(Library library, Ledger ledger, long seed) {
        this.library = library;
        this.ledger = ledger;
        this.seed = seed;
    }

    /** Posts a comment; the audience answers it if the video's own channel wrote it. */
    public synchronized Comment post(Video video, String authorChannelId, String text, long nowMillis) {
        VideoMetadata metadata = video.metadata();
        long place = 1 + lastPlace(video, nowMillis);
        if (video instanceof LiveVideo live) {
            live.adjust(nowMillis, 0, 0, 1);
            if (authorChannelId.equals(metadata.channelId())) {
                live.change(nowMillis, held -> held.prompted(nowMillis));
            }
        }
        Channel author = library.channel(authorChannelId);
        Comment comment = new Comment(
                "Ug" + Long.toString(SeededRandom.bits(seed, number.incrementAndGet(), 40) >>> 1, 36) + "4AaABAg",
                metadata.id(),
                metadata.channelId(),
                authorChannelId,
                author == null ? authorChannelId : author.title(),
                text,
                nowMillis,
                place);
        posted.merge(metadata.id(), List.of(comment), Comments::joined);
        ledger.write(nowMillis, new LedgerEntry.CommentInserted(metadata.id(), authorChannelId, comment.id(), text));
        return comment;
    }

    /** A steady video's counter does not know of what is posted, so the places of those go beyond it. */
    private long lastPlace(Video video, long nowMillis) {
        List<Comment> own = posted.getOrDefault(video.metadata().id(), List.of());
        return Math.max(
                video.counts(nowMillis).comments(),
                own.isEmpty() ? 0 : own.getLast().ordinal());
    }

    /** All on a video, newest first. */
    public List<Comment> on(Video video, long nowMillis) {
        List<Comment> own = posted.getOrDefault(video.metadata().id(), List.of());
        Map<Long, Comment> byOrdinal = new HashMap<>();
        own.forEach(comment -> byOrdinal.put(comment.ordinal(), comment));
        List<Comment> all = new ArrayList<>();
        for (long ordinal = lastPlace(video, nowMillis); ordinal > 0; ordinal--) {
            Comment comment = byOrdinal.get(ordinal);
            all.add(
                    comment != null
                            ? comment
                            : SyntheticComments.of(video, ordinal, video.commentMillis(ordinal), seed));
        }
        return all;
    }

    private static List<Comment> joined(List<Comment> before, List<Comment> more) {
        List<Comment> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }
}

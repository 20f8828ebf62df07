package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Chance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The comments on all videos: those posted through the sandbox, among those of the audience. Safe on any thread. */
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
        Card card = video.card();
        if (video instanceof LiveVideo live) {
            live.adjust(nowMillis, 0, 0, 1);
            if (authorChannelId.equals(card.channelId())) {
                live.change(nowMillis, held -> held.prompted(nowMillis));
            }
        }
        Channel author = library.channel(authorChannelId);
        Comment comment = new Comment(
                "Ug" + Long.toString(Chance.bits(seed, number.incrementAndGet(), 40) >>> 1, 36) + "4AaABAg",
                card.id(),
                card.channelId(),
                authorChannelId,
                author == null ? authorChannelId : author.title(),
                text,
                nowMillis,
                place(video, nowMillis));
        posted.merge(card.id(), List.of(comment), Comments::joined);
        ledger.write(nowMillis, new Placed.CommentInserted(card.id(), authorChannelId, comment.id(), text));
        return comment;
    }

    /** After all that are there: a steady video's counter does not know of what is posted, so its places go beyond. */
    private long place(Video video, long nowMillis) {
        List<Comment> own = posted.getOrDefault(video.card().id(), List.of());
        long counted = video.counts(nowMillis).comments() + (video instanceof LiveVideo ? 0 : 1);
        return own.isEmpty() ? counted : Math.max(counted, own.getLast().ordinal() + 1);
    }

    /** All on a video, newest first. */
    public List<Comment> on(Video video, long nowMillis) {
        List<Comment> own = posted.getOrDefault(video.card().id(), List.of());
        Map<Long, Comment> byOrdinal = new HashMap<>();
        own.forEach(comment -> byOrdinal.put(comment.ordinal(), comment));
        long total = Math.max(
                video.counts(nowMillis).comments(),
                own.isEmpty() ? 0 : own.getLast().ordinal());
        List<Comment> all = new ArrayList<>();
        for (long ordinal = total; ordinal > 0; ordinal--) {
            Comment comment = byOrdinal.get(ordinal);
            all.add(comment != null ? comment : Murmur.of(video, ordinal, video.commentMillis(ordinal), seed));
        }
        return all;
    }

    private static List<Comment> joined(List<Comment> before, List<Comment> more) {
        List<Comment> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }
}

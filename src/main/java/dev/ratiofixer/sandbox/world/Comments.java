package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
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
    private final Map<String, List<HeldComment>> held = new ConcurrentHashMap<>();
    private final Map<String, Handling> handlings = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Library library;
    private final Ledger ledger;
    private final long seed;

    /** What YouTube calls a comment that everybody sees. */
    public static final String PUBLISHED = "published";

    /** A comment that nobody sees but the video's owner, and its moderation status. */
    public record HeldComment(Comment comment, String status) {}

    /**
     * What becomes of a video's next comments.
     *
     * @param status their moderation status
     * @param author the channel that they are posted as, whoever asked; empty for the asker's own
     */
    public record Handling(String status, String author) {}

    Comments(Library library, Ledger ledger, long seed) {
        this.library = library;
        this.ledger = ledger;
        this.seed = seed;
    }

    /** From now on a video's comments are handled so. */
    public void handle(Video video, Handling handling) {
        handlings.put(video.metadata().id(), handling);
    }

    /** What becomes of a video's next comments. */
    public Handling handling(Video video) {
        return handlings.getOrDefault(video.metadata().id(), new Handling(PUBLISHED, ""));
    }

    /** Gives a video's held comments another moderation status; as published they count from now on. */
    public synchronized void review(Video video, String status, long nowMillis) {
        List<HeldComment> all = held.getOrDefault(video.metadata().id(), List.of());
        held.put(
                video.metadata().id(),
                all.stream()
                        .filter(one -> !status.equals(PUBLISHED))
                        .map(one -> new HeldComment(one.comment(), status))
                        .toList());
        if (status.equals(PUBLISHED)) {
            all.forEach(one -> publish(video, one.comment(), nowMillis));
        }
    }

    /** A video's comments of a moderation status other than published, newest first. */
    public List<Comment> held(Video video, String status) {
        return held.getOrDefault(video.metadata().id(), List.of()).stream()
                .filter(one -> one.status().equals(status))
                .map(HeldComment::comment)
                .toList()
                .reversed();
    }

    /** Posts a comment as a channel, or as the one that the video's {@link Handling} names. */
    public synchronized Comment post(Video video, String authorChannelId, String text, long nowMillis) {
        VideoMetadata metadata = video.metadata();
        Handling handling = handling(video);
        String wrote = handling.author().isEmpty() ? authorChannelId : handling.author();
        Channel author = library.channel(wrote);
        Comment comment = new Comment(
                "Ug" + Long.toString(SeededRandom.bits(seed, number.incrementAndGet(), 40) >>> 1, 36) + "4AaABAg",
                metadata.id(),
                metadata.channelId(),
                wrote,
                author == null ? wrote : author.title(),
                text,
                nowMillis,
                0);
        ledger.write(nowMillis, new LedgerEntry.CommentInserted(metadata.id(), wrote, comment.id(), text));
        if (handling.status().equals(PUBLISHED)) {
            return publish(video, comment, nowMillis);
        }
        held.merge(metadata.id(), List.of(new HeldComment(comment, handling.status())), Comments::joined);
        return comment;
    }

    /** It is seen from now on; the audience answers it if the video's own channel wrote it. */
    private Comment publish(Video video, Comment comment, long nowMillis) {
        VideoMetadata metadata = video.metadata();
        long place = 1 + lastPlace(video, nowMillis);
        if (video instanceof LiveVideo live) {
            live.adjust(nowMillis, 0, 0, 1);
            if (comment.authorChannelId().equals(metadata.channelId())) {
                live.change(nowMillis, held -> held.prompted(nowMillis));
            }
        }
        Comment shown = new Comment(
                comment.id(),
                comment.videoId(),
                comment.channelId(),
                comment.authorChannelId(),
                comment.authorName(),
                comment.text(),
                comment.atMillis(),
                place);
        posted.merge(metadata.id(), List.of(shown), Comments::joined);
        return shown;
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

    private static <T> List<T> joined(List<T> before, List<T> more) {
        List<T> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }

    /**
     * A top-level comment.
     *
     * @param ordinal its place among all of the video's, from 1 for the oldest
     */
    public record Comment(
            String id,
            String videoId,
            String channelId,
            String authorChannelId,
            String authorName,
            String text,
            long atMillis,
            long ordinal) {}

    /** Makes up what the audience itself writes, the same at each call. */
    static final class SyntheticComments {
        private static final List<String> TEXTS = List.of(
                "this one never gets old",
                "Who's here in the first week?",
                "the drop at the end <3",
                "Greetings from Brazil",
                "been waiting for this since the teaser",
                "Volume up & eyes closed",
                "how is this not everywhere yet",
                "The bass line. That's it. That's the comment.",
                "came for the title, stayed for the chorus",
                "on repeat");

        private SyntheticComments() {}

        /** The audience's comment with this number on a video. */
        static Comment of(Video video, long ordinal, long atMillis, long seed) {
            String videoId = video.metadata().id();
            long key = videoId.hashCode() * 1_000_003L + ordinal;
            String author =
                    "UC" + letters(SeededRandom.bits(seed, key, 41)) + letters(SeededRandom.bits(seed, key, 42));
            String text = TEXTS.get((int) (SeededRandom.uniform(seed, key, 43) * TEXTS.size()));
            String id = "Ug" + letters(SeededRandom.bits(seed, key, 44)) + "4AaABAg";
            String name = "@listener" + Math.floorMod(SeededRandom.bits(seed, key, 41), 100_000);
            return new Comment(id, videoId, video.metadata().channelId(), author, name, text, atMillis, ordinal);
        }

        private static String letters(long bits) {
            String digits = Long.toString(bits >>> 8, 36);
            return "0".repeat(11 - digits.length()) + digits;
        }
    }
}

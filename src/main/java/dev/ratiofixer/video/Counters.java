package dev.ratiofixer.video;

import org.jspecify.annotations.Nullable;

/**
 * Holds the public counters of a video. {@code null} is missing (hidden likes, comments off) and is never zero.
 *
 * <p>A negative counter is an {@link IllegalArgumentException}.
 */
public record Counters(
        @Nullable Long views,
        @Nullable Long likes,
        @Nullable Long comments) {
    public Counters {
        requireNotNegative("views", views);
        requireNotNegative("likes", likes);
        requireNotNegative("comments", comments);
    }

    /** Whether a counter that both readings have is lower here than in {@code earlier}. */
    public boolean fellSince(Counters earlier) {
        return lower(views, earlier.views) || lower(likes, earlier.likes) || lower(comments, earlier.comments);
    }

    private static boolean lower(@Nullable Long now, @Nullable Long before) {
        return now != null && before != null && now < before;
    }

    private static void requireNotNegative(String name, @Nullable Long value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + " is negative");
        }
    }
}

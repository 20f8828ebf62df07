package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Holds the public counters of a video. {@code null} is missing (hidden likes, comments off) and is never zero.
 *
 * <p>A negative counter is an {@link IllegalArgumentException}. There is one of these for each watched video, so they
 * are kept as plain numbers: the components are those, 0 for a missing one.
 *
 * @param missing has the bit 1 for missing views, 2 for likes, 4 for comments
 */
public record Counters(
        @JsonIgnore long keptViews,
        @JsonIgnore long keptLikes,
        @JsonIgnore long keptComments,
        @JsonIgnore int missing) {
    private static final int VIEWS = 1;
    private static final int LIKES = 2;
    private static final int COMMENTS = 4;

    public Counters {
        missing &= VIEWS | LIKES | COMMENTS;
        keptViews = kept("views", keptViews, missing & VIEWS);
        keptLikes = kept("likes", keptLikes, missing & LIKES);
        keptComments = kept("comments", keptComments, missing & COMMENTS);
    }

    /** With {@code null} for a missing one. */
    @JsonCreator
    public Counters(
            @JsonProperty("views") @Nullable Long views,
            @JsonProperty("likes") @Nullable Long likes,
            @JsonProperty("comments") @Nullable Long comments) {
        this(
                views == null ? 0 : views,
                likes == null ? 0 : likes,
                comments == null ? 0 : comments,
                ((views == null ? VIEWS : 0) | (likes == null ? LIKES : 0) | (comments == null ? COMMENTS : 0)));
    }

    private static long kept(String name, long value, int missing) {
        if (missing == 0 && value < 0) {
            throw new IllegalArgumentException(name + " is negative");
        }
        return missing == 0 ? value : 0;
    }

    @JsonProperty("views")
    public @Nullable Long views() {
        return (missing & VIEWS) == 0 ? keptViews : null;
    }

    @JsonProperty("likes")
    public @Nullable Long likes() {
        return (missing & LIKES) == 0 ? keptLikes : null;
    }

    @JsonProperty("comments")
    public @Nullable Long comments() {
        return (missing & COMMENTS) == 0 ? keptComments : null;
    }

    /** Whether a counter that both readings have is lower here than in {@code earlier}. */
    public boolean fellSince(Counters earlier) {
        int unknown = missing | earlier.missing;
        return ((unknown & VIEWS) == 0 && keptViews < earlier.keptViews)
                || ((unknown & LIKES) == 0 && keptLikes < earlier.keptLikes)
                || ((unknown & COMMENTS) == 0 && keptComments < earlier.keptComments);
    }

    @Override
    public String toString() {
        return "Counters[views=" + views() + ", likes=" + likes() + ", comments=" + comments() + "]";
    }
}

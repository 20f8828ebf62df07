package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Whether anybody but the channel's owner can see a comment. */
public enum CommentVisibility {
    /** Everybody can. */
    @JsonProperty("visible")
    VISIBLE,
    /** It waits until somebody of the channel approves it. */
    @JsonProperty("held_for_review")
    HELD_FOR_REVIEW,
    /** YouTube takes it for spam, and it waits likewise. */
    @JsonProperty("likely_spam")
    LIKELY_SPAM,
    /** It was rejected or deleted: YouTube lists it nowhere. */
    @JsonProperty("gone")
    GONE;

    /** Returns why nobody sees the comment and what to do, {@code null} where everybody does. */
    public @Nullable String problem() {
        return switch (this) {
            case VISIBLE -> null;
            case HELD_FOR_REVIEW ->
                "YouTube holds the comment for review, nobody sees it: approve it in YouTube Studio, Community";
            case LIKELY_SPAM ->
                "YouTube takes the comment for spam, nobody sees it: approve it in YouTube Studio, Community";
            case GONE -> "the comment is not there any more: it was rejected or deleted";
        };
    }
}

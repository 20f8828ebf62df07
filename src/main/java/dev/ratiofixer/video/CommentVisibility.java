package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;

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
    GONE
}

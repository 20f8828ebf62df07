package dev.ratiofixer.google.youtube;

import java.time.Instant;

/** A comment that the channel's owner wrote. */
public record OwnerComment(String id, String text, Instant publishedAt) {
    @Override
    public String toString() {
        return "OwnerComment[" + id + "]";
    }
}

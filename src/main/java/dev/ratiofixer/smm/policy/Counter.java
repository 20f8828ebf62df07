package dev.ratiofixer.smm.policy;

/** The two counters that a lever is for. */
public enum Counter {
    LIKES,
    COMMENTS;

    /** {@code likes}, {@code comments}. */
    public String word() {
        return switch (this) {
            case LIKES -> "likes";
            case COMMENTS -> "comments";
        };
    }
}

package dev.ratiofixer.youtube;

/** Why a watched video yields no samples. */
public enum WatchError {
    /** Deleted, or its id is unknown. */
    VIDEO_GONE,
    /** Its owner made it private. */
    VIDEO_PRIVATE,
    /** The day's quota is used up; it goes on after midnight Pacific time. */
    QUOTA_EXHAUSTED,
    /** The API key is refused; it is tried again after growing pauses, and at once when it changes. */
    KEY_INVALID,
    /** YouTube does not answer, or not sensibly. */
    UPSTREAM_DOWN;

    /** Whether it concerns one video; the others concern all videos at once. */
    public boolean isOfVideo() {
        return switch (this) {
            case VIDEO_GONE, VIDEO_PRIVATE -> true;
            case QUOTA_EXHAUSTED, KEY_INVALID, UPSTREAM_DOWN -> false;
        };
    }
}

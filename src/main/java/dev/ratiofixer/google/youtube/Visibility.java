package dev.ratiofixer.google.youtube;

/** Whether the public may see a video; an answer that does not say leaves it {@link #SHOWN}. */
public enum Visibility {
    /** Public or unlisted. */
    SHOWN,
    /** Its owner made it private. */
    PRIVATE,
    /** Deleted, rejected or never finished. */
    REMOVED
}

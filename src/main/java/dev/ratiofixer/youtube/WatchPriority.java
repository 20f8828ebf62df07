package dev.ratiofixer.youtube;

/** Who keeps the wanted interval longest when the day's quota does not reach for all. */
public enum WatchPriority {
    /** Young, fast-moving, off-target or spending money. */
    URGENT,
    /** Neither. */
    NORMAL,
    /** Old, slow and on target. */
    CALM
}

package dev.ratiofixer.sandbox.world;

/** A video that the sandbox answers for. Safe on any thread. */
public sealed interface Video permits LiveVideo, SteadyVideo {
    VideoMetadata metadata();

    Exposure exposure();

    /** Its counters at an instant that does not lie before one already asked for. */
    TrueCounters counts(long nowMillis);

    /** When its comment with this number, from 1, was posted. */
    long commentMillis(long ordinal);

    /** Shows, hides or withdraws it from now on. */
    void expose(Exposure exposure, long nowMillis);
}

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

    /** Whether it is still to come, is streaming, or can be watched in full. */
    default Broadcast broadcast(long nowMillis) {
        return Broadcast.NONE;
    }

    /** The publication that the API tells at an instant, in ISO 8601 to the second. */
    default String published(long nowMillis) {
        return metadata().published();
    }

    /** What YouTube calls {@code liveBroadcastContent}. Only of the last is a duration told. */
    enum Broadcast {
        UPCOMING,
        LIVE,
        NONE
    }
}

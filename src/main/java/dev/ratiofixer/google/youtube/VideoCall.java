package dev.ratiofixer.google.youtube;

/** The three ways to read videos in a batch. */
public enum VideoCall {
    /** {@code videos:batchGetStats}: counters only, from its own bucket of calls. */
    STATS("/youtube/v3/videos:batchGetStats", "id,statistics", ""),
    /** {@code videos.list}: counters and whether it may be seen. */
    STATUS("/youtube/v3/videos", "statistics,status", ""),
    /** {@code videos.list} with everything, the player's size included, which tells a Short. */
    DETAILS("/youtube/v3/videos", "snippet,statistics,contentDetails,status,player", "&maxHeight=720");

    private final String path;
    private final String parts;
    private final String more;

    VideoCall(String path, String parts, String more) {
        this.path = path;
        this.parts = parts;
        this.more = more;
    }

    /** Whether it draws on the bucket of {@code videos:batchGetStats}. */
    public boolean ownBucket() {
        return this == STATS;
    }

    String target(String ids) {
        return path + "?part=" + parts.replace(",", "%2C") + "&id=" + ids + more;
    }
}

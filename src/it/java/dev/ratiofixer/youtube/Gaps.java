package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long each video waited between two calls that named it, and how full the calls were. */
final class Gaps {
    private final Map<String, Instant> last = new HashMap<>();
    private Instant began = Instant.MIN;
    private Duration longest = Duration.ZERO;
    private long named;
    private long calls;
    private int fewest = Integer.MAX_VALUE;

    synchronized void begin(Instant now) {
        began = now;
    }

    synchronized void called(List<String> ids, Instant now) {
        calls++;
        named += ids.size();
        fewest = Math.min(fewest, ids.size());
        ids.forEach(id -> waited(last.put(id, now), now));
    }

    /** Counts the wait from each video's last sample to the end. */
    synchronized void end(Instant now, List<VideoId> ids) {
        ids.forEach(id -> waited(last.get(id.value()), now));
    }

    synchronized Duration longest() {
        return longest;
    }

    synchronized double idsPerCall() {
        return (double) named / calls;
    }

    synchronized int fewest() {
        return fewest;
    }

    private void waited(@org.jspecify.annotations.Nullable Instant since, Instant now) {
        Duration wait = Duration.between(since == null ? began : since, now);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
}

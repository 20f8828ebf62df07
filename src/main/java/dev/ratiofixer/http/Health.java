package dev.ratiofixer.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is.
 *
 * @param available whether campaigns can be started now
 * @param compliance the setting {@code compliance.derived_metrics}
 * @param liveCampaigns on this node, {@code null} when not known
 * @param quota use of YouTube's daily quota, a line a bucket
 * @param intervals how often videos are polled, a line a class
 */
public record Health(
        boolean available,
        String version,
        String node,
        @Nullable Long liveCampaigns,
        String compliance,
        List<Check> checks,
        List<Quota> quota,
        List<Interval> intervals) {
    public Health {
        checks = List.copyOf(checks);
        quota = List.copyOf(quota);
        intervals = List.copyOf(intervals);
    }

    /** The worst of the checks. */
    public Level status() {
        return checks.stream().map(Check::status).max(Level::compareTo).orElse(Level.UP);
    }

    /** How well a part does; the later the worse. */
    public enum Level {
        @JsonProperty("up")
        UP,
        @JsonProperty("degraded")
        DEGRADED,
        @JsonProperty("down")
        DOWN
    }

    /**
     * One part.
     *
     * @param name stable, such as {@code database}, {@code youtube}, {@code model}
     * @param detail one sentence for people: what it is and what to do
     */
    public record Check(String name, Level status, String detail) {}

    /** One bucket of the day's quota. */
    public record Quota(String bucket, long used, long left, long limit, Instant resetsAt) {}

    /**
     * What the videos of one class get.
     *
     * @param priority {@code urgent}, {@code normal} or {@code calm}
     * @param stretch how many times longer than wanted they wait
     * @param seconds the shortest interval among them, {@code null} if there are none
     */
    public record Interval(
            String priority,
            long videos,
            double stretch,
            @Nullable Double seconds) {}
}

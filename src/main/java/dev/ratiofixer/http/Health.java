package dev.ratiofixer.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes how the engine is.
 *
 * @param available whether campaigns can be started now
 * @param compliance the setting {@code compliance.derived_metrics}
 * @param liveCampaigns on this node, {@code null} when not known
 * @param quota use of YouTube's daily quota, a line a bucket
 * @param intervals how often videos are polled, a line a class
 * @param coverage how often readings lie where they are expected, a line a kind of readings
 */
public record Health(
        boolean available,
        String version,
        String node,
        @Nullable Long liveCampaigns,
        String compliance,
        List<Check> checks,
        List<QuotaUse> quota,
        List<Interval> intervals,
        List<Coverage> coverage) {
    public Health {
        checks = List.copyOf(checks);
        quota = List.copyOf(quota);
        intervals = List.copyOf(intervals);
        coverage = List.copyOf(coverage);
    }

    /** The worst of the checks. */
    public CheckStatus status() {
        return checks.stream().map(Check::status).max(CheckStatus::compareTo).orElse(CheckStatus.UP);
    }

    /** Orders how well a part does; the later the worse. */
    public enum CheckStatus {
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
    public record Check(String name, CheckStatus status, String detail) {}

    /** One bucket of the day's quota. */
    public record QuotaUse(String bucket, long used, long left, long limit, Instant resetsAt) {}

    /**
     * Readings of one kind in the last seven days.
     *
     * @param counter {@code likes} or {@code comments}
     * @param age the video's, as {@code under_1d}
     * @param counting what a view counts as: {@code original} or {@code first_frame}
     * @param inside how many of them lie between p10 and p90
     */
    public record Coverage(String counter, String age, String counting, long readings, long inside) {}

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

    /** Asks every part how it is. */
    @FunctionalInterface
    public interface HealthReport {
        /** Never fails because a part is down: the report says it. Takes a few seconds at most. */
        Future<Health> report();
    }
}

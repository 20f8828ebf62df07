package dev.ratiofixer.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names meters as Prometheus asks for ({@code promtool check metrics}), and makes one path of the routers that a
 * request passed. Pure.
 */
final class MeterNames implements MeterFilter {
    private static final String ROUTE = "route";
    /** What no router of ours took, or what ended before it reached one. */
    private static final String NO_ROUTE = "none";
    /** {@code _count} is the ending of a histogram's part. */
    private static final Map<String, String> RENAMED = Map.of("system.cpu.count", "system.cpus");
    /** Counts nanoseconds, where seconds are the unit; {@code process_cpu_usage} says the same. */
    private static final Set<String> LEFT_OUT = Set.of("process.cpu.time");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        Meter.Id named = RENAMED.containsKey(id.getName()) ? id.withName(RENAMED.get(id.getName())) : id;
        String passed = named.getTag(ROUTE);
        return passed == null ? named : named.replaceTags(routed(named.getTags(), route(passed)));
    }

    private static List<Tag> routed(List<Tag> tags, String route) {
        return tags.stream()
                .map(tag -> tag.getKey().equals(ROUTE) ? Tag.of(ROUTE, route) : tag)
                .toList();
    }

    /**
     * Joins {@code "/eventbus/>/>/info"} to {@code "/eventbus/info"}: each router that a request passes adds where it
     * is mounted, or, where it is not mounted but asked in turn, its whole path again.
     */
    static String route(String passed) {
        String path = "";
        for (String step : passed.split(">", -1)) {
            path = step.startsWith(path) ? step : withoutSlash(path) + step;
        }
        return path.isEmpty() ? NO_ROUTE : path;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

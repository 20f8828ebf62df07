package dev.ratiofixer.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratiofixer.bus.Json;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** One figure as a JSON line: its settings, its values, and the machine while it was measured. */
public final class Report {
    private final String figure;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final double loadBefore = load();

    /** Begin it before measuring, as it notes the load average. */
    public Report(String figure) {
        this.figure = figure;
    }

    public Report setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    public Report value(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public Report value(String name, long value) {
        values.put(name, value);
        return this;
    }

    /** Rounded to three digits after the point. */
    public Report value(String name, double value) {
        values.put(name, Math.round(value * 1e3) / 1e3);
        return this;
    }

    /** Prints it. */
    public void print() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("figure", figure);
        line.put("settings", settings);
        line.putAll(values);
        line.put("cpus", Runtime.getRuntime().availableProcessors());
        line.put("heap_limit_mb", Runtime.getRuntime().maxMemory() >> 20);
        line.put("java", Runtime.version().feature());
        line.put("load_before", loadBefore);
        line.put("load_after", load());
        try {
            System.out.println(Json.mapper().writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static double load() {
        return Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 100) / 100.0;
    }
}

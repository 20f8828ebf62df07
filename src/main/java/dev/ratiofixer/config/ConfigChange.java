package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of the running configuration, for the record.
 *
 * @param at when it took effect
 * @param sections what changed
 * @param keys each changed key of the file with both values; of a secret only its name
 */
public record ConfigChange(Instant at, List<SectionName> sections, List<ChangedKey> keys) {
    private static final String ABSENT = "absent";

    /** One key: {@code limits.per_day} from {@code "100.00"} to {@code "50.00"}. Addresses are masked. */
    public record ChangedKey(String path, String before, String after) {}

    public ConfigChange {
        sections = List.copyOf(sections);
        keys = List.copyOf(keys);
    }

    /** Compares two documents key by key, within these sections. */
    static ConfigChange between(
            Instant at, Collection<SectionName> sections, ConfigResult.Valid before, ConfigResult.Valid after) {
        List<ChangedKey> keys = new ArrayList<>();
        for (SectionName section : sections) {
            Map<String, String> old = flatten(section, before.document());
            Map<String, String> now = flatten(section, after.document());
            TreeMap<String, String> all = new TreeMap<>(old);
            all.putAll(now);
            for (String path : all.keySet()) {
                String from = old.getOrDefault(path, ABSENT);
                String to = now.getOrDefault(path, ABSENT);
                if (!from.equals(to)) {
                    keys.add(new ChangedKey(path, from, to));
                }
            }
        }
        before.configuration()
                .secrets()
                .differences(after.configuration().secrets())
                .forEach(secret -> keys.add(new ChangedKey(secret.name(), "***", "***")));
        return new ConfigChange(at, List.copyOf(sections), keys);
    }

    private static Map<String, String> flatten(SectionName section, JsonNode document) {
        Map<String, String> values = new TreeMap<>();
        flatten(section.key(), section.key(), document.path(section.key()), values);
        return values;
    }

    private static void flatten(String path, String name, JsonNode value, Map<String, String> into) {
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> flatten(path + "." + entry.getKey(), entry.getKey(), entry.getValue(), into));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(path + "[" + i + "]", name, value.get(i), into);
            }
        } else if (!value.isMissingNode()) {
            into.put(path, Masked.value(name, value));
        }
    }
}

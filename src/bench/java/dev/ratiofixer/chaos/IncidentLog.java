package dev.ratiofixer.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All that was done, as it is done. Any thread. */
final class IncidentLog {
    /** Work that may be interrupted. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    private final List<Incident> all = new CopyOnWriteArrayList<>();

    List<Incident> all() {
        return all;
    }

    /** Does it, and writes down from when to when. */
    void during(Incident.Kind kind, @Nullable String node, String detail, Deed deed) throws Exception {
        Instant from = Instant.now();
        System.err.println(from + " " + kind + " " + (node == null ? "" : node + " ") + detail);
        try {
            deed.run();
        } finally {
            all.add(new Incident(kind, node, detail, from, Instant.now()));
        }
    }

    /** How often each was done. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(trouble -> counts.merge(trouble.kind().name().toLowerCase(java.util.Locale.ROOT), 1, Integer::sum));
        return counts;
    }
}

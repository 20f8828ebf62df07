package dev.ratiofixer.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The nodes by name: which process each has now. */
final class ChaosNodes {
    private final Path directory;
    private final Map<String, String> environment;
    private final List<String> clock;
    private final Map<String, NodeProcess> running = new ConcurrentHashMap<>();
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private final List<Duration> stops = new CopyOnWriteArrayList<>();

    /** @param clock what {@link dev.ratiofixer.app.ChaosNode} is told of it */
    ChaosNodes(Path directory, Map<String, String> environment, List<String> clock) {
        this.directory = directory;
        this.environment = environment;
        this.clock = clock;
    }

    static List<String> names() {
        return List.of("n0", "n1", "n2");
    }

    Path configuration(String node) {
        return directory.resolve(node + ".json");
    }

    Path log(String node) {
        return directory.resolve(node + ".log");
    }

    /** Begins to start it. */
    NodeProcess begin(String node) throws IOException {
        NodeProcess process = NodeProcess.start(node, configuration(node), environment, clock);
        running.put(node, process);
        return process;
    }

    /** Starts it and waits until it serves. */
    void start(String node) throws Exception {
        begin(node).port();
    }

    NodeProcess of(String node) {
        NodeProcess process = running.get(node);
        if (process == null) {
            throw new IllegalStateException(node + " was not started");
        }
        return process;
    }

    void kill(String node) {
        of(node).kill();
    }

    void terminate(String node) throws Exception {
        stops.add(of(node).terminate());
    }

    /** How long each took to stop that was told to. */
    List<Duration> stops() {
        return stops;
    }

    void freeze(String node) throws Exception {
        frozen.add(node);
        of(node).signal("STOP");
    }

    void thaw(String node) throws Exception {
        of(node).signal("CONT");
        frozen.remove(node);
    }

    boolean isFrozen(String node) {
        return frozen.contains(node);
    }

    /** The ports of those that serve now. */
    Map<String, Integer> serving() throws Exception {
        Map<String, Integer> ports = new TreeMap<>();
        for (Map.Entry<String, NodeProcess> node : running.entrySet()) {
            if (node.getValue().serves() && !frozen.contains(node.getKey())) {
                ports.put(node.getKey(), node.getValue().port());
            }
        }
        return ports;
    }

    void killAll() {
        running.values().forEach(NodeProcess::kill);
    }
}

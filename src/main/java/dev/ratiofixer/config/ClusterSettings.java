package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.settings.SettingsCheck;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code cluster}.
 *
 * @param name only nodes of the same name find each other
 * @param host the address by which other nodes reach this one, or {@code null} for the first that fits
 * @param port Hazelcast's port
 * @param busPort the port of the messages between nodes, 0 for any that is free
 * @param members other nodes by {@code host:port}
 * @param kubernetesDns a headless service's DNS name, or {@code null}
 * @param lease how long a node may run a campaign without renewing
 * @param heartbeat how often a node renews
 */
public record ClusterSettings(
        Manager manager,
        String name,
        @Nullable String host,
        int port,
        int busPort,
        List<String> members,
        @Nullable String kubernetesDns,
        boolean multicast,
        Duration lease,
        Duration heartbeat) {
    public ClusterSettings {
        members = List.copyOf(members);
    }

    /** What carries messages between nodes. */
    public enum Manager {
        /** One node. */
        @JsonProperty("none")
        NONE,
        /** Vert.x's Hazelcast cluster manager. */
        @JsonProperty("hazelcast")
        HAZELCAST
    }

    /** Returns whether this is the only node: no other can take what this one cannot keep. */
    public boolean isAlone() {
        return manager == Manager.NONE;
    }

    void check(SettingsCheck check, boolean embeddedDatabase) {
        check.between("lease", lease, Duration.ofSeconds(3), Duration.ofMinutes(5));
        check.between("heartbeat", heartbeat, Duration.ofMillis(200), lease.dividedBy(3));
        if (manager == Manager.HAZELCAST && embeddedDatabase) {
            check.problem("manager", "\"hazelcast\"", "needs a PostgreSQL that all nodes reach: set DATABASE_URL");
        }
        int ways = (members.isEmpty() ? 0 : 1) + (kubernetesDns == null ? 0 : 1) + (multicast ? 1 : 0);
        if (ways > 1) {
            check.problem(ways + " ways of discovery", "use one of members, kubernetes_dns, multicast");
        }
    }
}

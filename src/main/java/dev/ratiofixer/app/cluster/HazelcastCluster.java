package dev.ratiofixer.app.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.internal.memory.impl.UnsafeUtil;
import dev.ratiofixer.config.ClusterSettings;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hazelcast as the cluster manager needs it and no more: who is there, and at which node an address is. It keeps no
 * data of the engine's, so it is kept small and forgets a silent node soon.
 */
public final class HazelcastCluster {
    /** Where Vert.x puts a node's id. */
    private static final String NODE_ID = "__vertx.nodeId";

    private static final String LOGGING = "hazelcast.logging.type";

    /** The same on every node. */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry(LOGGING, "slf4j"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.partition.count", "31"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.input.thread.count", "1"),
            Map.entry("hazelcast.io.output.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "20"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "3"));

    private HazelcastCluster() {}

    /**
     * The cluster manager of a node.
     *
     * @throws IllegalArgumentException if {@code cluster.host} is no address
     * @throws IllegalStateException if this Java denies what Hazelcast does not start without
     */
    public static ClusterManager manager(ClusterSettings cluster) {
        // Its first lines come before it reads its settings.
        System.setProperty(LOGGING, "slf4j");
        if (!UnsafeUtil.UNSAFE_AVAILABLE) {
            throw new IllegalStateException(
                    "cluster.manager hazelcast: Hazelcast needs access to memory, which this Java"
                            + " denies; start Java with --sun-misc-unsafe-memory-access=allow, or run one node (manager none)");
        }
        return new HazelcastClusterManager(config(cluster));
    }

    /** Where this node's messages arrive. */
    public static EventBusOptions bus(ClusterSettings cluster) {
        EventBusOptions options = new EventBusOptions().setPort(cluster.busPort());
        String host = cluster.host();
        if (host != null) {
            options.setClusterPublicHost(host);
            ownAddress(host).ifPresent(options::setHost);
        }
        return options;
    }

    /** The id under which the other nodes see this one. */
    public static String member(Vertx vertx) {
        return ((VertxInternal) vertx).clusterManager().getNodeId();
    }

    /**
     * Hears of every member that leaves. One whose process is killed leaves within a second or two, as its connections
     * close; one that does not answer, because it is frozen or the network is cut, after
     * {@code hazelcast.max.no.heartbeat.seconds}.
     *
     * @param left takes the id of a member, on a thread of Hazelcast's
     */
    public static void onLeft(Vertx vertx, Consumer<String> left) {
        HazelcastClusterManager manager = (HazelcastClusterManager) ((VertxInternal) vertx).clusterManager();
        manager.getHazelcastInstance().getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                // Who joins registers by itself.
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                String id = event.getMember().getAttribute(NODE_ID);
                if (id != null) {
                    left.accept(id);
                }
            }
        });
    }

    static Config config(ClusterSettings cluster) {
        Config config = new Config().setClusterName(cluster.name());
        PROPERTIES.forEach(config::setProperty);
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        network(config, cluster);
        return config;
    }

    private static void network(Config config, ClusterSettings cluster) {
        NetworkConfig network =
                config.getNetworkConfig().setPort(cluster.port()).setPortAutoIncrement(false);
        String host = cluster.host();
        if (host != null) {
            Optional<String> own = ownAddress(host);
            if (own.isPresent()) {
                network.getInterfaces().setEnabled(true).addInterface(own.get());
                config.setProperty("hazelcast.socket.bind.any", "false");
            } else {
                network.setPublicAddress(host);
            }
        }
        join(network.getJoin(), cluster);
    }

    private static void join(JoinConfig join, ClusterSettings cluster) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(cluster.multicast());
        @Nullable String dns = cluster.kubernetesDns();
        if (dns != null) {
            join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", dns);
        } else if (!cluster.multicast()) {
            join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
        }
    }

    /** The numeric form of a host that is this machine's; empty if it is the outside of some translation. */
    private static Optional<String> ownAddress(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return NetworkInterface.getByInetAddress(address) == null
                    ? Optional.empty()
                    : Optional.of(address.getHostAddress());
        } catch (IOException unknown) {
            throw new IllegalArgumentException("cluster.host is no address that can be found: " + host, unknown);
        }
    }
}

package dev.ratiofixer.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.config.ClusterSettings.Manager;
import io.vertx.core.eventbus.EventBusOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HazelcastClusterTest {
    @Test
    void membersAreFoundByTcpAndNothingElseIsTried() {
        JoinConfig join = join(cluster(null, List.of("a:5701", "b"), null, false));
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("a:5701", "b");
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    }

    @Test
    void kubernetesIsAskedByDns() {
        JoinConfig join = join(cluster(null, List.of(), "nodes.default.svc.cluster.local", false));
        assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
        assertThat(join.getKubernetesConfig().getProperty("service-dns")).isEqualTo("nodes.default.svc.cluster.local");
        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    }

    @Test
    void multicastOnlyWhenAskedFor() {
        JoinConfig join = join(cluster(null, List.of(), null, true));
        assertThat(join.getMulticastConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    }

    @Test
    void anAddressOfThisMachineIsBoundAloneAndAnyOtherOnlyTold() {
        ClusterSettings own = cluster("localhost", List.of(), null, false);
        Config bound = HazelcastCluster.config(own);
        assertThat(bound.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(bound.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        EventBusOptions bus = HazelcastCluster.bus(own);
        assertThat(bus.getHost()).isEqualTo("127.0.0.1");
        assertThat(bus.getClusterPublicHost()).isEqualTo("localhost");
        assertThat(bus.getPort()).isEqualTo(17_000);

        Config told = HazelcastCluster.config(cluster("192.0.2.7", List.of(), null, false));
        assertThat(told.getNetworkConfig().getPublicAddress()).isEqualTo("192.0.2.7");
        assertThat(told.getNetworkConfig().getInterfaces().isEnabled()).isFalse();
    }

    @Test
    void itKeepsQuietAndToItsPortAndName() {
        Config config = HazelcastCluster.config(cluster(null, List.of(), null, false));
        assertThat(config.getClusterName()).isEqualTo("group");
        assertThat(config.getNetworkConfig().getPort()).isEqualTo(5_801);
        assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getMetricsConfig().isEnabled()).isFalse();
    }

    @Test
    void aHostThatIsNoneIsToldByItsKey() {
        assertThatThrownBy(() -> HazelcastCluster.config(cluster("no such host", List.of(), null, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cluster.host");
    }

    private static JoinConfig join(ClusterSettings cluster) {
        return HazelcastCluster.config(cluster).getNetworkConfig().getJoin();
    }

    private static ClusterSettings cluster(
            @Nullable String host, List<String> members, @Nullable String dns, boolean multicast) {
        return new ClusterSettings(
                Manager.HAZELCAST,
                "group",
                host,
                5_801,
                17_000,
                members,
                dns,
                multicast,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
    }
}

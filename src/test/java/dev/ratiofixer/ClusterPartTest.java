package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.observe.PartHealth;
import dev.ratiofixer.observe.PartHealth.Level;
import org.junit.jupiter.api.Test;

class ClusterPartTest {
    @Test
    void isUpWhenAllSeeAll() {
        assertThat(ClusterPart.health(true, 3, 3)).isEqualTo(PartHealth.up("3 nodes, safe"));
        assertThat(ClusterPart.health(true, 1, 0).level()).isEqualTo(Level.UP);
    }

    @Test
    void isNotReadyWhileDataMoves() {
        assertThat(ClusterPart.health(false, 3, 3).level()).isEqualTo(Level.DOWN);
    }

    @Test
    void saysWhomItCannotSee() {
        PartHealth alone = ClusterPart.health(true, 1, 3);
        assertThat(alone.level()).isEqualTo(Level.DEGRADED);
        assertThat(alone.reason()).contains("1 of 3");
        assertThat(alone.remedy()).contains("cluster.name");
    }
}

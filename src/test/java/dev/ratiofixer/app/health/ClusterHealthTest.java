package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import org.junit.jupiter.api.Test;

class ClusterHealthTest {
    @Test
    void isUpWhenAllSeeAll() {
        assertThat(ClusterHealth.health(true, 3, 3))
                .isEqualTo(ComponentHealth.up("3 servers run together: each can take over another's campaigns"));
        assertThat(ClusterHealth.health(true, 1, 0).level()).isEqualTo(HealthLevel.UP);
    }

    @Test
    void isNotReadyWhileDataMoves() {
        assertThat(ClusterHealth.health(false, 3, 3).level()).isEqualTo(HealthLevel.DOWN);
    }

    @Test
    void saysWhomItCannotSee() {
        ComponentHealth alone = ClusterHealth.health(true, 1, 3);
        assertThat(alone.level()).isEqualTo(HealthLevel.DEGRADED);
        assertThat(alone.reason()).contains("1 of 3");
        assertThat(alone.remedy()).contains("cluster.name");
    }
}

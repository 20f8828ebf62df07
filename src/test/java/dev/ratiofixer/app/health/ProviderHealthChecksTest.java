package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeHealth;
import dev.ratiofixer.youtube.YouTubeHealth.BucketUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderHealthChecksTest {
    @ParameterizedTest
    @EnumSource(WatchError.class)
    void everyTroubleOfYouTubeHasARemedyOfItsOwn(WatchError trouble) {
        ComponentHealth health = ProviderHealthChecks.youtube(health(false, trouble, 10));
        assertThat(health.level()).isEqualTo(HealthLevel.DOWN);
        assertThat(health.reason()).endsWith(": it is " + trouble);
        assertThat(health.remedy()).isNotBlank().doesNotStartWith("whoever runs Ratio Fixer looks into the log");
    }

    @Test
    void aQuotaThatRunsOutIsToldBeforeItIsOut() {
        assertThat(ProviderHealthChecks.quota(health(true, null, 5_000)).level())
                .isEqualTo(HealthLevel.UP);
        ComponentHealth scarce = ProviderHealthChecks.quota(health(true, null, 500));
        assertThat(scarce.level()).isEqualTo(HealthLevel.DEGRADED);
        assertThat(scarce.reason()).contains("9500 of 10000 units");
        assertThat(scarce.remedy()).contains("youtube.interval");
    }

    private static YouTubeHealth health(boolean available, @Nullable WatchError trouble, int left) {
        LocalDate day = LocalDate.of(2026, 11, 22);
        Instant midnight = Instant.parse("2026-11-23T08:00:00Z");
        return new YouTubeHealth(
                available,
                trouble == null ? null : "it is " + trouble,
                trouble,
                1,
                "closed",
                null,
                null,
                0,
                Map.of(),
                0,
                0,
                0,
                List.of(new BucketUse("units", day, 10_000, 10_000 - left, left, midnight)),
                List.of());
    }
}

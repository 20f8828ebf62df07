package dev.ratiofixer.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-30T12:00:00Z"));
    private final RateLimiter limiter = new RateLimiter(new RateLimit(10, 30), time);

    @Test
    void aBurstIsAllowedAndThenTheSustainedRate() {
        assertThat(allowed("anna", 100)).isEqualTo(30);

        time.advance(Duration.ofMillis(500));
        assertThat(allowed("anna", 100)).isEqualTo(5);
        time.advance(Duration.ofMillis(50));
        assertThat(allowed("anna", 100)).isZero();
        time.advance(Duration.ofMillis(50));
        assertThat(allowed("anna", 100)).isEqualTo(1);
    }

    @Test
    void aLongPauseSavesUpNoMoreThanABurst() {
        time.advance(Duration.ofDays(1));

        assertThat(allowed("anna", 100)).isEqualTo(30);
    }

    @Test
    void oneCallersRequestsDoNotCountForAnother() {
        allowed("anna", 100);

        assertThat(limiter.allows("ben")).isTrue();
        assertThat(limiter.allows("anna")).isFalse();
    }

    private long allowed(String caller, int asked) {
        return IntStream.range(0, asked).filter(i -> limiter.allows(caller)).count();
    }
}

package dev.ratiofixer.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VideoFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SONG = Duration.ofSeconds(150);

    private static VideoFacts facts(@Nullable Duration duration, Instant published, VideoForm form) {
        return new VideoFacts(new VideoId("enqBY9C99iU"), "A song", "UC", published, duration, form, Category.MUSIC);
    }

    @Test
    void isOutWhenItsDurationIsKnownAndItsTimeHasCome() {
        assertThat(facts(SONG, NOW, VideoForm.VIDEO).isOut(NOW)).isTrue();
        assertThat(facts(SONG, NOW.plusSeconds(1), VideoForm.VIDEO).isOut(NOW)).isFalse();
        assertThat(facts(null, NOW.minusSeconds(1), VideoForm.VIDEO).isOut(NOW)).isFalse();
        assertThat(facts(Duration.ZERO, NOW, VideoForm.VIDEO).duration()).isNull();
    }

    @Test
    void theFormThatWasSettledAtTheStartStays() {
        VideoFacts upright = facts(SONG, NOW, VideoForm.SHORT);
        VideoFacts wide = facts(SONG, NOW, VideoForm.VIDEO);

        assertThat(wide.after(upright).form()).isEqualTo(VideoForm.VIDEO);
        assertThat(upright.after(wide).form()).isEqualTo(VideoForm.SHORT);
        assertThat(facts(null, NOW, VideoForm.VIDEO).after(upright)).isEqualTo(upright);
        assertThat(facts(null, NOW, VideoForm.SHORT).after(wide).form()).isEqualTo(VideoForm.SHORT);
    }
}

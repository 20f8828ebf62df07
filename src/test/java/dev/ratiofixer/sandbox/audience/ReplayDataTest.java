package dev.ratiofixer.sandbox.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayDataTest {
    @Test
    void theRealVideosAreReadWithTheirReadings() {
        List<ReplayedVideo> videos = ReplayData.load();
        assertThat(videos).hasSize(64).extracting(ReplayedVideo::id).doesNotHaveDuplicates();
        ReplayedVideo second = videos.get(1);
        assertThat(second.title()).isEqualTo("KYANU, BLND, LEZA - Disco Lights");
        assertThat(second.durationSeconds()).isEqualTo(128);
        assertThat(Math.round(second.views().at(84))).isEqualTo(1127);
        assertThat(Math.round(second.likes().at(168))).isEqualTo(55);
        assertThat(second.commentRate(28))
                .isEqualTo(second.comments().at(28) / second.views().at(28));
    }

    @Test
    void theirNoticeComesWithThem() throws IOException {
        try (InputStream notice = ReplayData.class.getResourceAsStream("/sandbox/LICENSE-engagement-data")) {
            assertThat(notice).isNotNull();
            assertThat(new String(notice.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Dylan Monfret");
        }
    }
}

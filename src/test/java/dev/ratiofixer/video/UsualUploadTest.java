package dev.ratiofixer.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsualUploadTest {
    private static UsualUpload.Upload upload(long views, double ageDays, long durationSeconds) {
        return new UsualUpload.Upload(views, ageDays, durationSeconds);
    }

    @Test
    void is_the_middle_of_the_uploads() {
        UsualUpload usual = UsualUpload.of(List.of(upload(10, 10, 60), upload(1_000_000, 40, 600), upload(500, 20, 90)))
                .orElseThrow();

        assertThat(usual.uploads()).isEqualTo(3);
        assertThat(usual.views()).isCloseTo(500, within(1e-6));
        assertThat(usual.ageDays()).isCloseTo(20, within(1e-6));
        assertThat(usual.durationSeconds()).isCloseTo(90, within(1e-6));
    }

    @Test
    void lies_between_the_two_in_the_middle_on_a_log_scale() {
        UsualUpload usual =
                UsualUpload.of(List.of(upload(0, 7, 0), upload(99, 7, 0))).orElseThrow();

        assertThat(usual.views()).isCloseTo(9, within(1e-6));
        assertThat(usual.durationSeconds()).isZero();
    }

    @Test
    void is_not_known_of_uploads_that_are_too_young() {
        assertThat(UsualUpload.of(List.of(upload(5_000, 6.9, 60)))).isEmpty();
        assertThat(UsualUpload.of(List.of())).isEmpty();
    }
}

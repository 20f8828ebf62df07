package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
    private static ModelSettings settings(boolean fallback) {
        return new ModelSettings(null, Duration.ZERO, 16, fallback);
    }

    @Test
    void the_least_squares_key_is_idle() {
        try (EngagementModel told = ModelLoader.load(settings(true));
                EngagementModel network = ModelLoader.load(settings(false))) {
            assertThat(told.version()).isEqualTo(network.version());
            assertThat(likes(told)).isEqualTo(likes(network));
        }
    }

    @Test
    void a_missing_file_is_named() {
        ModelSettings absent = new ModelSettings(Path.of("absent.zip"), Duration.ZERO, 16, true);

        assertThatThrownBy(() -> ModelLoader.load(absent)).hasMessageContaining("absent.zip");
    }

    private static double likes(EngagementModel model) {
        return model.expect(List.of(FeatureFixtures.usual())).getFirst().likes().p50();
    }
}

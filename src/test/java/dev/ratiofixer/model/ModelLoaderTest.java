package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.video.CountingRegime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
    private static final ModelLoader.NetworkMaker NO_NATIVE_LIBRARIES = file -> {
        throw new NativeBackend.UnavailableException(new UnsatisfiedLinkError("no jnind4jcpu"));
    };

    private static ModelSettings settings(boolean fallback) {
        return new ModelSettings(null, Duration.ZERO, 16, fallback);
    }

    @Test
    void without_native_libraries_it_says_so_and_how_to_go_on() {
        assertThatThrownBy(() ->
                        ModelLoader.load(settings(false), NO_NATIVE_LIBRARIES, () -> CountingRegime.VIDEOS_CHANGED))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("native libraries")
                .hasMessageContaining("least_squares_fallback");
    }

    @Test
    void least_squares_answers_only_when_told_to() {
        try (EngagementModel model =
                        ModelLoader.load(settings(true), NO_NATIVE_LIBRARIES, () -> CountingRegime.VIDEOS_CHANGED);
                EngagementModel network = ModelLoader.load(settings(true))) {
            double rough = likes(model);

            assertThat(model.version()).endsWith("-least-squares");
            assertThat(network.version()).doesNotContain("least-squares");
            assertThat(rough).isBetween(0.5 * likes(network), 2 * likes(network));
        }
    }

    @Test
    void a_missing_file_is_no_reason_to_fall_back() {
        ModelSettings absent = new ModelSettings(Path.of("absent.zip"), Duration.ZERO, 16, true);

        assertThatThrownBy(() -> ModelLoader.load(absent)).hasMessageContaining("absent.zip");
    }

    private static double likes(EngagementModel model) {
        return model.expect(List.of(FeatureFixtures.usual())).getFirst().likes().p50();
    }
}

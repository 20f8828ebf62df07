package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    private Path directory;

    @Test
    void what_is_written_is_read_and_the_same_model_gives_the_same_bytes() throws IOException {
        ModelFile shipped = ModelFile.shipped();
        Path one = directory.resolve("one.zip");
        Path other = directory.resolve("other.zip");
        shipped.write(one);
        shipped.write(other);

        assertThat(ModelFile.read(one).manifest()).isEqualTo(shipped.manifest());
        assertThat(ModelFile.read(one).parameters()).isEqualTo(shipped.parameters());
        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void parameters_that_are_not_the_manifests_are_refused() throws IOException {
        Path file = directory.resolve("model.zip");
        ModelFile shipped = ModelFile.shipped();
        float[] changed = shipped.parameters();
        changed[5] += 1;
        Path other = directory.resolve("other.zip");
        ModelFile.of(shipped.manifest(), changed).write(other);
        mix(shipped, other, file);

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("checksum");
    }

    /** A zip with the manifest of one and the parameters of another. */
    private void mix(ModelFile manifest, Path parameters, Path to) throws IOException {
        Path plain = directory.resolve("plain.zip");
        manifest.write(plain);
        Files.copy(plain, to);
        try (var target = java.nio.file.FileSystems.newFileSystem(to);
                var source = java.nio.file.FileSystems.newFileSystem(parameters)) {
            Files.copy(
                    source.getPath("parameters.bin"),
                    target.getPath("parameters.bin"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void a_model_of_other_features_or_of_another_format_is_refused() throws IOException {
        Manifest own = ModelFile.shipped().manifest();
        Manifest foreign = new Manifest(
                own.format(),
                own.version(),
                "",
                List.of("astrology"),
                own.hidden(),
                own.domain(),
                own.calibration(),
                own.leastSquares());
        Manifest future = new Manifest(
                2,
                own.version(),
                "",
                own.features(),
                own.hidden(),
                own.domain(),
                own.calibration(),
                own.leastSquares());

        assertThatThrownBy(() -> ModelFile.read(written(foreign))).hasMessageContaining("other features");
        assertThatThrownBy(() -> ModelFile.read(written(future))).hasMessageContaining("format 2");
    }

    private Path written(Manifest manifest) throws IOException {
        Path file = directory.resolve("model.zip");
        ModelFile.of(manifest, ModelFile.shipped().parameters()).write(file);
        return file;
    }

    @Test
    void what_is_no_model_or_not_there_is_refused_with_what_to_do() throws IOException {
        Path text = Files.writeString(directory.resolve("text.zip"), "no zip");

        assertThatThrownBy(() -> ModelFile.read(text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("train --out");
        assertThatThrownBy(() -> ModelFile.read(directory.resolve("absent.zip")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("absent.zip");
    }

    @Test
    void a_network_of_another_shape_than_its_manifest_says_is_refused() {
        Manifest own = ModelFile.shipped().manifest();
        ModelFile broken = ModelFile.of(own, new float[10]);

        assertThatThrownBy(() -> new NetworkModel(broken).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("10 parameters");
    }
}

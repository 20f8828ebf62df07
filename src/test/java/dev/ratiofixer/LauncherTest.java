package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody with an old Java reads. */
class LauncherTest {
    @TempDir
    Path installed;

    private static Properties system(String id, String version) {
        Properties system = new Properties();
        system.setProperty("ID", id);
        system.setProperty("VERSION_ID", '"' + version + '"');
        return system;
    }

    @ParameterizedTest
    @CsvSource({
        "debian, 13, apt install openjdk-21-jre-headless",
        "debian, 12, Debian 12 has no newer Java than 17; install Eclipse Temurin 21",
        "ubuntu, 24.04, apt install openjdk-21-jre-headless",
        "ubuntu, 20.04, install Eclipse Temurin 21",
        "fedora, 42, install Eclipse Temurin 21",
        "arch, rolling, install Eclipse Temurin 21"
    })
    void namesAPackageThatTheSystemHas(String id, String version, String remedy) {
        assertThat(Launcher.remedy(installed.toFile(), system(id, version))).startsWith(remedy);
    }

    @Test
    void namesTheNewerJavaThatIsThere() throws IOException {
        install("old", "17.0.11");
        File newer = install("new", "25.0.1");

        assertThat(Launcher.remedy(installed.toFile(), system("debian", "12")))
                .isEqualTo("start it with " + newer + " instead of java");
    }

    private File install(String name, String version) throws IOException {
        Path java = installed.resolve(name).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(installed.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return java.toFile();
    }

    @ParameterizedTest
    @CsvSource({"1.8, 8", "17, 17", "21.0.5, 21", "26-ea, 26", "0, 0"})
    void readsAVersion(String version, int feature) {
        assertThat(Launcher.feature(version)).isEqualTo(feature);
    }
}

package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which starts are begun again with a cache, and which cache is whose. */
class FastStartTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"java -jar x.jar serve", "/usr/bin/java -jar target/x.jar serve --config y.json"})
    void startsServeAgainWhereNoOptionIsGiven(String line) {
        assertThat(isPlain(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -Xmx1g -jar x.jar serve",
                "java @options -jar x.jar serve",
                "java -cp x.jar dev.ratiofixer.Launcher serve",
                "java -jar x.jar",
                "java -jar x.jar demo",
                "java -jar x.jar serve --help",
                "java -jar x.jar serve --check-config y.json"
            })
    void leavesEveryOtherStartAsItIs(String line) {
        assertThat(isPlain(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void leavesAStartWhoseOptionsAreInAVariable(String variable) {
        List<String> line = List.of("java", "-jar", "x.jar", "serve");

        assertThat(FastStart.isPlain(line, new String[] {"serve"}, Set.of("HOME", variable)))
                .isFalse();
    }

    private static boolean isPlain(String line) {
        List<String> words = List.of(line.split(" "));
        int jar = words.indexOf("-jar");
        int first = jar < 0 ? words.size() - 1 : jar + 2;
        String[] args = words.subList(first, words.size()).toArray(String[]::new);
        return FastStart.isPlain(words, args, Set.of("HOME"));
    }

    @Test
    void aCacheIsOfOneFileAndOneJvm() throws IOException {
        File runnable =
                Files.writeString(directory.resolve("ratio-fixer.jar"), "one").toFile();
        List<String> first = AheadOfTimeCache.of(runnable, "25.0.1+8-LTS").options();

        assertThat(AheadOfTimeCache.of(runnable, "25.0.1+8-LTS").options()).isEqualTo(first);
        assertThat(AheadOfTimeCache.of(runnable, "25.0.2+1-LTS").options()).isNotEqualTo(first);
        Files.writeString(runnable.toPath(), "another");
        assertThat(AheadOfTimeCache.of(runnable, "25.0.1+8-LTS").options()).isNotEqualTo(first);
    }

    /** Its name can be told, and what is in it runs. */
    @Test
    void oneThatAnybodyCanHavePutThereIsNotUsed() throws IOException {
        File runnable =
                Files.writeString(directory.resolve("ratio-fixer.jar"), "one").toFile();
        AheadOfTimeCache cache = AheadOfTimeCache.of(runnable, "25.0.1+8-LTS");
        String option = cache.options().getLast();
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "planted");
        assertThat(cache.isThere()).isTrue();

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(cache.isThere()).isFalse();
    }

    @Test
    void oneThatCouldNotBeMadeIsNotUsedAndNotTriedAgain() throws IOException {
        File runnable =
                Files.writeString(directory.resolve("ratio-fixer.jar"), "one").toFile();
        AheadOfTimeCache cache = AheadOfTimeCache.of(runnable, "25.0.1+8-LTS");
        String option = cache.options().getLast();
        Files.createFile(Path.of(option.substring(option.indexOf('=') + 1)));
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        cache.makeIfAbsent(new PrintStream(told, true, StandardCharsets.UTF_8));

        assertThat(cache.isThere()).isFalse();
        assertThat(told.size()).isZero();
    }

    /** A JVM refuses a cache that was made from the file at another path. */
    @Test
    void aCacheIsOfOnePath() throws IOException {
        File runnable =
                Files.writeString(directory.resolve("ratio-fixer.jar"), "one").toFile();
        File other = Files.createDirectory(directory.resolve("moved"))
                .resolve("ratio-fixer.jar")
                .toFile();
        Files.copy(runnable.toPath(), other.toPath(), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(name(other)).isNotEqualTo(name(runnable));
    }

    private static String name(File runnable) {
        String option = AheadOfTimeCache.of(runnable, "25.0.1+8-LTS").options().getLast();
        return Path.of(option.substring(option.indexOf('=') + 1)).getFileName().toString();
    }

    @Test
    void itForgetsThoseOfItsOwnFileAndNoOthers() throws IOException {
        File runnable =
                Files.writeString(directory.resolve("ratio-fixer.jar"), "one").toFile();
        List<String> own = List.of(name(runnable), "ratio-fixer-24.0.2+12-19a2f00-3fe.aot");
        List<String> others = List.of(
                "ratio-fixer-train-25.0.1+8_LTS-19a2f00-3fe.aot",
                "ratio-fixer-mine.aot",
                "ratio-fixer-2-25.0.1+8_LTS-19a2f00-3fe.aot",
                "ratio-fixer-123.making");
        for (String file : own) {
            Files.createFile(directory.resolve(file));
        }
        for (String file : others) {
            Files.createFile(directory.resolve(file));
        }
        Path killed = Files.createFile(directory.resolve("ratio-fixer-77.making.notes"));
        Files.setLastModifiedTime(killed, FileTime.fromMillis(0));

        AheadOfTimeCache.of(runnable, "25.0.1+8-LTS").forgetOthers(runnable.lastModified());

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(Stream.concat(Stream.of("ratio-fixer.jar"), others.stream())
                        .toArray(String[]::new));
    }
}

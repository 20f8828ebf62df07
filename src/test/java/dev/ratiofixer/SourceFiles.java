package dev.ratiofixer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the project's own Java files for tests of how they are written. */
final class SourceFiles {
    static final Path MAIN = Path.of("src", "main", "java");
    static final Path UNIT_TESTS = Path.of("src", "test", "java");
    static final Path INTEGRATION_TESTS = Path.of("src", "it", "java");
    static final Path FIGURES = Path.of("src", "bench", "java");

    /** Texts, comments and characters. */
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|/\\*.*?\\*/|//[^\n]*|'(?:\\\\.|[^'\\\\])'", Pattern.DOTALL);

    private SourceFiles() {}

    /** The files of a tree that have a type in them, in order. */
    static List<Path> in(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !typeOf(file).equals("package-info"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String typeOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** A file without its comments and without what is in its texts. */
    static String code(Path file) {
        try {
            return code(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(" ");
    }
}

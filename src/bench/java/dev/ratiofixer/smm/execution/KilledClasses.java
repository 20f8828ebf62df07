package dev.ratiofixer.smm.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** This process's class path with every directory packed: only what is in a JAR can be archived. */
final class KilledClasses {
    private static final String PATH = pack();

    private KilledClasses() {}

    static String path() {
        return PATH;
    }

    private static String pack() {
        List<String> packed = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                packed.add(jar(path).toString());
            } else if (Files.exists(path)) {
                packed.add(path.toString());
            }
        }
        return String.join(java.io.File.pathSeparator, packed);
    }

    private static Path jar(Path directory) {
        Path jar = directory.resolveSibling(directory.getFileName() + "-order-kills.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

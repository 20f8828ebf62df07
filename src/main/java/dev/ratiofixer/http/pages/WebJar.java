package dev.ratiofixer.http.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Finds the files of a library in its webjar, whose directory is named by the version that the build chose. */
final class WebJar {
    private WebJar() {}

    /** The directory of a webjar's files on the class path. */
    static String directory(String name) {
        try (InputStream file = WebJar.class.getResourceAsStream("webjars.properties")) {
            Properties versions = new Properties();
            versions.load(Objects.requireNonNull(file));
            return "META-INF/resources/webjars/" + name + "/" + versions.getProperty(name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

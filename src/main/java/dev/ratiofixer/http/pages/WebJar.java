package dev.ratiofixer.http.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Finds the files of a library in its webjar, whatever its version. */
final class WebJar {
    private WebJar() {}

    /**
     * The directory of a webjar's files on the class path.
     *
     * @throws IllegalStateException if it is not there
     */
    static String directory(String group, String name) {
        String file = "META-INF/maven/" + group + "/" + name + "/pom.properties";
        try (InputStream stream = WebJar.class.getClassLoader().getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the webjar " + name + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return "META-INF/resources/webjars/" + name + "/" + properties.getProperty("version");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

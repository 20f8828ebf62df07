package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.DatabaseSettings;
import java.nio.file.Path;

/**
 * Where the embedded PostgreSQL keeps its things.
 *
 * @param directory {@code database.directory}: its data, log, password and lock
 * @param binaries where the server's programs are unpacked; several engines may share it
 * @param durable whether a commit survives a power cut; {@code false} is for tests
 */
public record EmbeddedSettings(Path directory, Path binaries, boolean durable) {
    public EmbeddedSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
    }

    /** A server that keeps everything, its programs too, in the settings' directory. */
    public static EmbeddedSettings of(DatabaseSettings settings) {
        Path directory = settings.directory();
        return new EmbeddedSettings(directory, directory.resolve("server"), settings.durable());
    }

    /** A durable server that keeps everything, its programs too, in one directory. */
    public static EmbeddedSettings in(Path directory) {
        return new EmbeddedSettings(directory, directory.resolve("server"), true);
    }
}

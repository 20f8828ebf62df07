package dev.ratiofixer.cli;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --config FILE} of the commands that read a configuration. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: RATIO_FIXER_CONFIG, or conf/ratio-fixer.json).")
    private @Nullable Path file;

    /** The file that is meant. */
    Path path() {
        return ConfigReader.locate(Optional.ofNullable(file), System.getenv());
    }

    /**
     * Reads it strictly.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public ConfigResult.Valid read() {
        return read(path());
    }

    /**
     * Reads a file strictly.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public static ConfigResult.Valid read(Path file) {
        return switch (new ConfigReader().read(file, System.getenv())) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid invalid ->
                throw new IllegalArgumentException(file + ": "
                        + invalid.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
        };
    }
}

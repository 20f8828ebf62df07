package dev.ratiofixer.cli;

import dev.ratiofixer.bus.Json;
import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.text.PlainText;
import java.io.IOException;
import java.nio.file.Files;
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
            description = "Configuration (default: RATIO_FIXER_CONFIG, or conf/ratio-fixer.json if it is there).")
    private @Nullable Path file;

    /** The file that is meant. */
    Path path() {
        return ConfigReader.locate(Optional.ofNullable(file), System.getenv());
    }

    /** Whether nobody names a file and the usual one is not there: then every key has its default. */
    boolean isDefaults() {
        return file == null
                && System.getenv().getOrDefault(ConfigReader.PATH_VARIABLE, "").isEmpty()
                && !Files.exists(path());
    }

    /** Reads it strictly, or the defaults if {@link #isDefaults}. */
    ConfigResult result() {
        ConfigReader reader = new ConfigReader();
        return isDefaults() ? reader.parse("{}", System.getenv()) : reader.read(path(), System.getenv());
    }

    /** Whether the file asks for a log of JSON lines, also where something else in it is wrong. */
    boolean asksForJsonLog() {
        try {
            return Json.mapper()
                    .readTree(PlainText.withoutMark(Files.readString(path())))
                    .at("/log/format")
                    .asText()
                    .equals("json");
        } catch (IOException notReadable) {
            return false;
        }
    }

    /**
     * Reads it strictly.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public ConfigResult.Valid read() {
        return valid(path(), result());
    }

    /**
     * Reads a file strictly.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    public static ConfigResult.Valid read(Path file) {
        return valid(file, new ConfigReader().read(file, System.getenv()));
    }

    private static ConfigResult.Valid valid(Path file, ConfigResult result) {
        return switch (result) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid invalid ->
                throw new IllegalArgumentException(file + ": "
                        + invalid.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
        };
    }
}

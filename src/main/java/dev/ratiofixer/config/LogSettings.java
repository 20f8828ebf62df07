package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Section {@code log}. */
public record LogSettings(Level level, Format format) {
    /** The least severe level that is written. */
    public enum Level {
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("info")
        INFO,
        @JsonProperty("debug")
        DEBUG
    }

    /** Lines for people or for a collector. */
    public enum Format {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("json")
        JSON
    }
}

package dev.ratiofixer.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The {@code form} of a start request. */
public enum FormChoice {
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("video")
    VIDEO,
    @JsonProperty("short")
    SHORT
}

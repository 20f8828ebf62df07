package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Distinguishes what a video is to YouTube's viewers: an ordinary video, or an upright one of at most 180 s. */
public enum VideoForm {
    @JsonProperty("video")
    VIDEO,
    @JsonProperty("short")
    SHORT
}

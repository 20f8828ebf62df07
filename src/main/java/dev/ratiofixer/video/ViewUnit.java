package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the views are counted in that an expectation was made from. */
public enum ViewUnit {
    /** Views that go on past the first frame: what every public view was before the counting changed. */
    @JsonProperty("engaged")
    ENGAGED,
    /** Views that count as soon as playback begins. */
    @JsonProperty("first_frame")
    FIRST_FRAME
}

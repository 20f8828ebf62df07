package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much of ordering a campaign's owner leaves to the engine. */
public enum OrderMode {
    /** Watch only: no orders. */
    @JsonProperty("observe")
    OBSERVE,
    /** Orders wait for a person's approval. */
    @JsonProperty("propose")
    PROPOSE,
    /** Orders are placed at once, within a recorded {@link Consent} and the limits. */
    @JsonProperty("auto")
    AUTO
}

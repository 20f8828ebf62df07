package dev.ratiofixer.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The {@code ratio_fixer_status} of a campaign. */
public enum CampaignStatus {
    /** In the dashboard's table, never started. */
    @JsonProperty("idle")
    IDLE,
    @JsonProperty("running")
    RUNNING,
    /** Started, but its video cannot be watched now; goes on by itself. */
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("stopped")
    STOPPED,
    /** Reached its {@code complete_when}. */
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED;

    /** Whether a node has to run it. */
    public boolean isLive() {
        return this == RUNNING || this == PAUSED;
    }
}

package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The closed set of levers. Buying engagement is not among them and cannot be configured in. */
public enum OrderType {
    /** The daily budget of an existing Google Ads campaign. */
    @JsonProperty("ad_budget")
    AD_BUDGET,
    /** The channel owner's own call-to-action comment on its own video. */
    @JsonProperty("owner_comment")
    OWNER_COMMENT,
    /** A signed task to people. */
    @JsonProperty("team_task")
    TEAM_TASK
}

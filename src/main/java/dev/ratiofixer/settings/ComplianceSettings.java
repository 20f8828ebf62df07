package dev.ratiofixer.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Section {@code compliance}.
 *
 * @param retention how long samples are kept
 */
public record ComplianceSettings(DerivedMetrics derivedMetrics, Duration retention) {
    /** What YouTube allows this API project to derive from its statistics. */
    public enum DerivedMetrics {
        /** Nothing: raw counters only. */
        @JsonProperty("declined")
        DECLINED,
        /** The derived-metrics amendment was granted. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** The channels' owners authorized this client. */
        @JsonProperty("owner_authorized")
        OWNER_AUTHORIZED
    }
}

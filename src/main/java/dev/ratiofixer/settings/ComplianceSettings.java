package dev.ratiofixer.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * Section {@code compliance}.
 *
 * @param retention how long samples are kept
 */
public record ComplianceSettings(DerivedMetrics derivedMetrics, Duration retention) {
    /** YouTube API Services policies: 30 days, and 36 months under the amendment. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final Duration LONGEST_ACCEPTED = Duration.ofDays(1096);

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

    /** Returns whether expectations, and orders, which follow from them, are allowed at all. */
    public boolean allowsDerivedMetrics() {
        return derivedMetrics != DerivedMetrics.DECLINED;
    }

    /** Returns whether only videos of authorized channels may be expected of. */
    public boolean ownersMustAuthorize() {
        return derivedMetrics == DerivedMetrics.OWNER_AUTHORIZED;
    }

    /** Reports what is wrong with it. */
    public void check(SettingsCheck check) {
        Duration longest = derivedMetrics == DerivedMetrics.ACCEPTED ? LONGEST_ACCEPTED : LONGEST;
        check.between("retention", retention, Duration.ofDays(1), longest);
    }
}

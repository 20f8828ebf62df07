package dev.ratiofixer.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What people may be told of; a sink chooses among them. */
public enum NotificationEvent {
    @JsonProperty("order_waits")
    ORDER_WAITS(Severity.WARNING, "waits for a decision"),
    @JsonProperty("order_failed")
    ORDER_FAILED(Severity.WARNING, "was not carried out"),
    @JsonProperty("budget_not_back")
    BUDGET_NOT_BACK(Severity.CRITICAL, "has a raised budget that did not go back"),
    @JsonProperty("token_dead")
    TOKEN_DEAD(Severity.CRITICAL, "no longer lets us in"),
    @JsonProperty("token_ending")
    TOKEN_ENDING(Severity.WARNING, "needs renewing soon"),
    @JsonProperty("quota_gone")
    QUOTA_GONE(Severity.WARNING, "has used up the day's quota"),
    @JsonProperty("limit_reached")
    LIMIT_REACHED(Severity.WARNING, "is at its spending limit"),
    @JsonProperty("trial_ended")
    TRIAL_ENDED(Severity.INFO, "has ended: the trial of a budget"),
    @JsonProperty("campaign_paused")
    CAMPAIGN_PAUSED(Severity.WARNING, "is paused"),
    @JsonProperty("campaign_completed")
    CAMPAIGN_COMPLETED(Severity.INFO, "is completed"),
    @JsonProperty("campaign_failed")
    CAMPAIGN_FAILED(Severity.CRITICAL, "has failed"),
    @JsonProperty("band_wrong")
    BAND_WRONG(Severity.WARNING, "does not match what is counted"),
    @JsonProperty("provider_down")
    PROVIDER_DOWN(Severity.WARNING, "does not answer as it should"),
    @JsonProperty("engine_degraded")
    ENGINE_DEGRADED(Severity.WARNING, "does not work as it should"),
    @JsonProperty("digest")
    DIGEST(Severity.INFO, "in one day"),
    @JsonProperty("test")
    TEST(Severity.INFO, "is a test");

    /** How urgent it is, least first. */
    public enum Severity {
        @JsonProperty("info")
        INFO,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("critical")
        CRITICAL;

        /** As the API and Alertmanager spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;
    private final String phrase;

    NotificationEvent(Severity severity, String phrase) {
        this.severity = severity;
        this.phrase = phrase;
    }

    public Severity severity() {
        return severity;
    }

    /** What is so of its subject, as the end of a sentence. */
    public String phrase() {
        return phrase;
    }

    /** As the configuration, the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

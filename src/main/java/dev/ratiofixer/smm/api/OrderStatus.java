package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an order is in its life: {@code proposed → approved → placing → pending → completed}, or one of four ends. */
public enum OrderStatus {
    @JsonProperty("proposed")
    PROPOSED,
    @JsonProperty("approved")
    APPROVED,
    /** Written and its cost reserved; the provider may or may not have it. Reconciled by reading back. */
    @JsonProperty("placing")
    PLACING,
    /** The provider has it; its effect is still awaited. */
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("expired")
    EXPIRED
}

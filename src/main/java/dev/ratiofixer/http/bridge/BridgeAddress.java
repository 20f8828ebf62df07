package dev.ratiofixer.http.bridge;

import java.util.Arrays;
import java.util.Optional;

/** Names an address that takes messages, and the operation of the contract behind it. */
enum BridgeAddress {
    START("ratio-fixer.start", "startCampaign", true),
    STOP("ratio-fixer.stop", "stopCampaign", true),
    PAUSE("ratio-fixer.pause", "pauseCampaign", true),
    RESUME("ratio-fixer.resume", "resumeCampaign", true),
    EDIT("ratio-fixer.edit", "editCampaign", true),
    STATUS("ratio-fixer.status", "getStatus", false);

    /** Where clients listen. */
    static final String EVENTS = "ratio-fixer.events";

    private final String address;
    private final String operationId;
    private final boolean changes;

    BridgeAddress(String address, String operationId, boolean changes) {
        this.address = address;
        this.operationId = operationId;
        this.changes = changes;
    }

    static Optional<BridgeAddress> of(String address) {
        return Arrays.stream(values())
                .filter(known -> known.address.equals(address))
                .findFirst();
    }

    String operationId() {
        return operationId;
    }

    /** Whether a session has to show its CSRF token. */
    boolean changes() {
        return changes;
    }
}

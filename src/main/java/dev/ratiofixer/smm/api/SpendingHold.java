package dev.ratiofixer.smm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing is ordered for a campaign until a person says so: somebody else has changed the budget that an order had
 * set.
 *
 * @param orderId the order whose budget it was
 * @param found the budget that was found instead, as text
 * @param changedBy who did it and how, {@code null} while Google does not name anybody
 * @param releasedAt when a person released it, {@code null} while it holds
 */
public record SpendingHold(
        String campaignId,
        String orderId,
        Instant since,
        String reason,
        String found,
        @Nullable String changedBy,
        @Nullable Instant releasedAt,
        @Nullable String releasedBy) {
    /** Whether it still holds. */
    public boolean holds() {
        return releasedAt == null;
    }
}

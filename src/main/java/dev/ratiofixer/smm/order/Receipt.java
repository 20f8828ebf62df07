package dev.ratiofixer.smm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provider's word that it has the order.
 *
 * @param reference what the provider calls it (a comment's id, a budget's resource name)
 * @param requestId the provider's id of the request, {@code null} where it gives none or the order was found there
 */
public record Receipt(String reference, @Nullable String requestId, Instant at) {}

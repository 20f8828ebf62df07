package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratiofixer.video.CommentVisibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provider's word that it has the order.
 *
 * @param reference what the provider calls it (a comment's id, a budget's resource name)
 * @param requestId the provider's id of the request, {@code null} where it gives none or the order was found there
 * @param visibility whether anybody can see a comment, {@code null} for other orders and while it is not known
 */
public record ProviderReceipt(
        String reference,
        @Nullable String requestId,
        Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CommentVisibility visibility) {
    /** One whose visibility says nothing, or is not known. */
    public ProviderReceipt(String reference, @Nullable String requestId, Instant at) {
        this(reference, requestId, at, null);
    }

    ProviderReceipt seen(@Nullable CommentVisibility now) {
        return new ProviderReceipt(reference, requestId, at, now);
    }
}

package dev.ratiofixer.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told of, with what is known of it when it is sent.
 *
 * @param subject what it is about: an order's or a campaign's id, a part of the engine
 * @param detail one sentence more, may be empty
 * @param resolved whether it says that an earlier one is over
 * @param campaignName {@code null} where it is about no campaign
 * @param cost with its currency, {@code null} where it is about no order
 * @param decideUntil until when an order can be decided, {@code null} where none waits
 */
public record Notice(
        long id,
        Instant at,
        NotificationEvent event,
        String subject,
        String detail,
        boolean resolved,
        @Nullable String campaignId,
        @Nullable String campaignName,
        @Nullable String orderId,
        @Nullable String cost,
        @Nullable Instant decideUntil) {
    /** One of the engine itself. */
    public static Notice of(NotificationEvent event, String subject, String detail, Instant at) {
        return new Notice(0, at, event, subject, detail, false, null, null, null, null, null);
    }

    /** What it is about, for people. */
    public String about() {
        return campaignName == null ? subject : campaignName;
    }

    /** One sentence for people. */
    public String sentence() {
        StringBuilder text = new StringBuilder(about());
        text.append(orderId == null ? " " : ": an order ");
        text.append(event.phrase());
        if (resolved) {
            text.append(" no more");
        }
        if (!detail.isEmpty()) {
            text.append(": ").append(detail);
        }
        if (cost != null) {
            text.append(" (").append(cost).append(')');
        }
        if (decideUntil != null) {
            text.append(", decide until ").append(decideUntil);
        }
        return text.toString();
    }
}

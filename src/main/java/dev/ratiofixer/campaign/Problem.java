package dev.ratiofixer.campaign;

import java.time.Instant;

/**
 * Describes something that a person should know about a campaign.
 *
 * @param code stable name, such as {@code video_private}, {@code orders_held}
 * @param detail one sentence: what it is and what to do
 */
public record Problem(String code, String detail, Instant since) {
    /** The dashboard's own table does not take the campaign's row. */
    public static final String NOT_SHOWN = "not_shown";
}

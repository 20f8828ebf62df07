package dev.ratiofixer.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
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
    private static final Pattern ORDER_ID = Pattern.compile(" \\(order [0-9a-f-]{36}\\)");
    /** As Java and as PostgreSQL write one of UTC. */
    private static final Pattern INSTANT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d)(?::[\\d.]+)?(?:Z|\\+00(?::00)?)(?!\\d)");

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    /** One of the engine itself. */
    public static Notice of(NotificationEvent event, String subject, String detail, Instant at) {
        return new Notice(0, at, event, subject, detail, false, null, null, null, null, null);
    }

    /** What it is about, for people. */
    public String about() {
        return campaignName == null ? subject : campaignName;
    }

    /** Without ids, and with instants as people write them: reasons come from parts that write for programs, too. */
    private static String readable(String text) {
        return INSTANT.matcher(ORDER_ID.matcher(text).replaceAll(""))
                .replaceAll(found -> WRITTEN.format(Instant.parse(found.group(1) + "T" + found.group(2) + ":00Z")
                        .atOffset(ZoneOffset.UTC)));
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
        return readable(text.toString());
    }
}

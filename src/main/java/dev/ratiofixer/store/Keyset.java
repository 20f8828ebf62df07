package dev.ratiofixer.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended: the instant and the id of its last row.
 *
 * @param id empty where an instant is enough
 */
public record Keyset(Instant at, String id) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:_([A-Za-z0-9-]{0,100}))?");

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it was written elsewhere
     */
    public static @Nullable Keyset parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no page of this list");
        }
        return new Keyset(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                parts.group(2) == null ? "" : parts.group(2));
    }

    /** Only {@code [A-Za-z0-9_-]}. */
    public String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }

    public OffsetDateTime time() {
        return at.atOffset(ZoneOffset.UTC);
    }

    /**
     * Where a page of a list ended that is not in the order of time: the key of its last row as the database writes it,
     * and its id.
     */
    public record KeyedKeyset(String key, String id) {
        private static final Pattern KEYED = Pattern.compile("k([A-Za-z0-9_-]{0,400})_([A-Za-z0-9-]{0,100})");

        /**
         * Reads what {@link #text} wrote.
         *
         * @throws IllegalArgumentException if it was written elsewhere
         */
        public static @Nullable KeyedKeyset parse(@Nullable String text) {
            if (text == null) {
                return null;
            }
            Matcher parts = KEYED.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no page of this list");
            }
            byte[] key = Base64.getUrlDecoder().decode(parts.group(1));
            return new KeyedKeyset(new String(key, StandardCharsets.UTF_8), parts.group(2));
        }

        /** Only {@code [A-Za-z0-9_-]}. */
        public String text() {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            return "k" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "_" + id;
        }
    }
}

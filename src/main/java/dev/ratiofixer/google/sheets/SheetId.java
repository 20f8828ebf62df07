package dev.ratiofixer.google.sheets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a Google Sheet. */
public record SheetId(String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{10,100}");
    /**
     * Scheme and host in any case or absent, as people paste them, with the account that the browser is signed in to.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?i:https:)?//)?(?i:docs\\.google\\.com/(?:a/[^/]+/)?spreadsheets/)(?:u/\\d+/)?(?i:d)/"
                    + "([A-Za-z0-9_-]{10,100})(?:[/?#].*)?");
    /** A bare id is long; a shorter word is more likely something else. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]{25,100}");

    /** @throws IllegalArgumentException if it cannot be an id */
    public SheetId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a Google Sheet");
        }
    }

    /** The id in an address as people paste it, or a bare id; empty for any other text. */
    public static Optional<SheetId> parse(String url) {
        String pasted = url.strip();
        if (BARE.matcher(pasted).matches()) {
            return Optional.of(new SheetId(pasted));
        }
        Matcher address = ADDRESS.matcher(pasted.replace(" ", ""));
        return address.matches() ? Optional.of(new SheetId(address.group(1))) : Optional.empty();
    }
}

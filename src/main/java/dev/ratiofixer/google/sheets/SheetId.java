package dev.ratiofixer.google.sheets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a Google Sheet. */
public record SheetId(String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{10,100}");
    private static final Pattern ADDRESS =
            Pattern.compile("https://docs\\.google\\.com/spreadsheets/d/([A-Za-z0-9_-]{10,100})(?:[/?#].*)?");

    /** @throws IllegalArgumentException if it cannot be an id */
    public SheetId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a Google Sheet");
        }
    }

    /** The id in an address as the browser shows it; empty for any other text. */
    public static Optional<SheetId> parse(String url) {
        Matcher address = ADDRESS.matcher(url.strip());
        return address.matches() ? Optional.of(new SheetId(address.group(1))) : Optional.empty();
    }
}

package dev.ratiofixer.google.sheets;

import java.util.regex.Pattern;

/** The id of a Google Sheet; {@link SheetAddress} reads it from what people paste. */
public record SheetId(String value) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{10,100}");

    /** @throws IllegalArgumentException if it cannot be an id */
    public SheetId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a Google Sheet");
        }
    }

    static boolean fits(String text) {
        return ID.matcher(text).matches();
    }
}

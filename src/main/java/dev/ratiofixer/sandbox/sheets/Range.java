package dev.ratiofixer.sandbox.sheets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range in A1 notation; rows and columns count from 1, both ends included.
 *
 * @param tab empty for the first sheet
 */
record Range(String tab, int left, int top, int right, int bottom) {
    private static final int COLUMNS = 26;
    private static final int ROWS = 1000;
    private static final Pattern CELLS = Pattern.compile("([A-Z]?)([0-9]{0,5})(?::([A-Z]?)([0-9]{0,5}))?");

    /** Reads {@code Comments}, {@code Comments!A2:C}, {@code A:C} and the like. */
    static Optional<Range> parse(String text, String firstTab) {
        int bang = text.lastIndexOf('!');
        String tab = bang < 0 ? "" : unquoted(text.substring(0, bang));
        if (bang < 0 && unquoted(text).equals(firstTab)) {
            return Optional.of(new Range(firstTab, 1, 1, COLUMNS, ROWS));
        }
        Matcher cells = CELLS.matcher(text.substring(bang + 1));
        if (!cells.matches() || (cells.group(1).isEmpty() && cells.group(2).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(of(tab.isEmpty() ? firstTab : tab, cells));
    }

    private static Range of(String tab, Matcher cells) {
        boolean single = cells.group(3) == null;
        int left = column(cells.group(1), 1);
        int top = row(cells.group(2), 1);
        int right = single ? left : column(cells.group(3), COLUMNS);
        int bottom = single ? top : row(cells.group(4), ROWS);
        return new Range(
                tab, Math.min(left, right), Math.min(top, bottom), Math.max(left, right), Math.max(top, bottom));
    }

    private static int column(String letter, int open) {
        return letter.isEmpty() ? open : letter.charAt(0) - 'A' + 1;
    }

    private static int row(String digits, int open) {
        return digits.isEmpty() ? open : Math.clamp(Integer.parseInt(digits), 1, ROWS);
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
        return quoted ? name.substring(1, name.length() - 1).replace("''", "'") : name;
    }

    @Override
    public String toString() {
        // A name with other signs than letters and digits stands in quotes.
        String name = tab.matches("[\\p{L}\\p{N}]+") ? tab : "'" + tab.replace("'", "''") + "'";
        String first = name + "!" + (char) ('A' + left - 1) + top;
        return left == right && top == bottom ? first : first + ":" + (char) ('A' + right - 1) + bottom;
    }
}

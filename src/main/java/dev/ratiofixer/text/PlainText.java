package dev.ratiofixer.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule for every text that a person or a program gives: one line, without control characters, and one spelling of
 * what looks the same. Pure.
 */
public final class PlainText {
    /** Joiners, soft hyphens, marks of direction; variants of emoji; fillers. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}\\x{034F}\\x{3164}]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x{2800}]+");

    private PlainText() {}

    /** Returns what a file says, without the byte-order mark that some editors put before it. */
    public static String withoutMark(String file) {
        return file.startsWith("\uFEFF") ? file.substring(1) : file;
    }

    /**
     * Says what makes a text unusable, empty if nothing does. Blanks around it do not: {@link #normalized} drops them.
     */
    public static Optional<String> fault(String text) {
        return text.codePoints()
                .mapToObj(PlainText::fault)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> fault(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL ->
                Optional.of(
                        character == '\n' || character == '\r' || character == 0x85
                                ? "has a line break"
                                : "has a control character");
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> Optional.of("has a line break");
            case Character.SURROGATE -> Optional.of("has half of a character (a lone surrogate)");
            case Character.FORMAT ->
                isOfDirection(character)
                        ? Optional.of("has a character that turns the direction of the text")
                        : Optional.empty();
            case Character.UNASSIGNED ->
                (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF)
                        ? Optional.of("has a code that is no character")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** With them a text shows itself as another; joiners of emoji and of scripts are no such thing. */
    private static boolean isOfDirection(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069)
                || character == 0xFEFF;
    }

    /** Returns a text of others, such as a title, with a blank in place of whatever {@link #fault} refuses. */
    public static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> clean.appendCodePoint(fault(character).isPresent() ? ' ' : character));
        return clean.toString();
    }

    /** Returns a text of others with a blank in place of each NUL, which PostgreSQL does not store. */
    public static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', ' ');
    }

    /** Returns it composed (NFC) and without blanks around it, those of typography included. */
    public static String normalized(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFC);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0xFEFF;
    }

    /** Returns what two names share that differ in case, in blanks or in characters that nobody sees only. */
    public static String folded(String name) {
        String seen = UNSEEN.matcher(name).replaceAll("");
        return BLANKS.matcher(normalized(seen))
                .replaceAll(" ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Patterns of JSON Schema are JavaScript's, in which {@code $} is the end of the text. To Java it is also the place
     * before a line break at the end, so that a name that ends in one would pass. Pure.
     */
    public static final class SchemaPattern {
        private SchemaPattern() {}

        /** Returns the pattern of a schema in Java's language. */
        public static String toJava(String pattern) {
            StringBuilder java = new StringBuilder();
            boolean inClass = false;
            for (int at = 0; at < pattern.length(); at++) {
                char letter = pattern.charAt(at);
                if (letter == '\\' && at + 1 < pattern.length()) {
                    java.append(letter).append(pattern.charAt(++at));
                    continue;
                }
                inClass = letter == '[' || (inClass && letter != ']');
                java.append(letter == '$' && !inClass ? "\\z" : String.valueOf(letter));
            }
            return java.toString();
        }
    }
}

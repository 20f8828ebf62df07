package dev.ratiofixer.text;

/**
 * Patterns of JSON Schema are JavaScript's, in which {@code $} is the end of the text. To Java it is also the place
 * before a line break at the end, so that a name that ends in one would pass. Pure.
 */
public final class SchemaPattern {
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

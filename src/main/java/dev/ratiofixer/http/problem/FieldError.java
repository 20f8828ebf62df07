package dev.ratiofixer.http.problem;

/**
 * Names a field that is wrong, and why.
 *
 * @param field for people, such as {@code complete_when.until}
 * @param pointer the JSON pointer into the body, or the parameter's name
 * @param detail what is wrong and what would be right
 */
public record FieldError(String field, String pointer, String detail) {
    /** Reports the body's field with this dotted name; the empty name is the whole body. */
    public static FieldError inBody(String field, String detail) {
        return new FieldError(field, field.isEmpty() ? "" : "/" + field.replace('.', '/'), detail);
    }

    /** Reports a query or path parameter, or a header. */
    public static FieldError inParameter(String name, String detail) {
        return new FieldError(name, name, detail);
    }
}

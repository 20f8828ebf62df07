package dev.ratiofixer.sandbox.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Writes JSON straight into a builder, for the calls that are made thousands of times a second. Not safe for threads.
 */
public final class JsonText {
    private final StringBuilder out = new StringBuilder(16_384);
    private boolean first = true;

    /** Opens an object that is an element or the whole. */
    public JsonText open() {
        separate();
        out.append('{');
        first = true;
        return this;
    }

    /** Opens an object that is a field. */
    public JsonText open(String name) {
        name(name);
        out.append('{');
        first = true;
        return this;
    }

    public JsonText close() {
        out.append('}');
        first = false;
        return this;
    }

    public JsonText openArray(String name) {
        name(name);
        out.append('[');
        first = true;
        return this;
    }

    public JsonText closeArray() {
        out.append(']');
        first = false;
        return this;
    }

    /** A string that needs no escaping. */
    public JsonText plain(String name, String value) {
        name(name);
        out.append('"').append(value).append('"');
        return this;
    }

    /** A string that may need escaping. */
    public JsonText text(String name, String value) {
        name(name);
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
        return this;
    }

    /** A 64-bit number, which Google writes as a string. */
    public JsonText count(String name, long value) {
        name(name);
        out.append('"').append(value).append('"');
        return this;
    }

    public JsonText number(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonText flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    private void name(String name) {
        separate();
        out.append('"').append(name).append("\":");
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

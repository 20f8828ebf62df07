package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.WireRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the parameters that the methods of the YouTube Data API share, as strictly as it does. */
final class QueryParameters {
    private static final int MOST_IDS = 50;

    private QueryParameters() {}

    /** The parts asked for, all of them known. */
    static Set<String> parts(WireRequest call, Set<String> known) {
        Set<String> parts = new LinkedHashSet<>(call.list("part"));
        if (parts.isEmpty()) {
            throw YouTubeError.required("part");
        }
        for (String part : parts) {
            if (!known.contains(part)) {
                throw YouTubeError.unknownPart(part);
            }
        }
        return parts;
    }

    /** Between one and fifty ids. */
    static List<String> ids(WireRequest call, String expected) {
        List<String> ids = call.list("id");
        if (ids.isEmpty()) {
            throw YouTubeError.noFilter(expected);
        }
        if (ids.size() > MOST_IDS) {
            throw YouTubeError.invalidFilters(
                    "The request specifies " + ids.size() + " ids; the number of ids cannot exceed " + MOST_IDS + ".");
        }
        return ids;
    }

    /** A whole number within bounds. */
    static int number(WireRequest call, String name, int usual, int least, int most) {
        String text = call.param(name).orElse("");
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw YouTubeError.invalidValue(name, "Invalid value at '" + name + "' (TYPE_UINT32), \"" + text + "\"");
        }
        throw YouTubeError.invalidValue(
                name, "Invalid value '" + text + "'. Values must be within the range: [" + least + ", " + most + "]");
    }
}

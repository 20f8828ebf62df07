package dev.ratiofixer.sandbox.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request, read whole. */
public record WireRequest(Route route, HttpMethod method, String path, MultiMap params, MultiMap headers, Buffer body) {

    /** The first value of a query parameter, if it is there and not empty. */
    public Optional<String> param(String name) {
        return Optional.ofNullable(params.get(name)).filter(value -> !value.isEmpty());
    }

    /** The values of a parameter that may be repeated, separated by commas, or both. */
    public List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (String list : params.getAll(name)) {
            int from = 0;
            for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', from)) {
                add(values, list, from, comma);
                from = comma + 1;
            }
            add(values, list, from, list.length());
        }
        return values;
    }

    private static void add(List<String> values, String text, int from, int to) {
        if (to > from) {
            values.add(text.substring(from, to).strip());
        }
    }

    /** A header's value. */
    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The token of {@code Authorization: Bearer}. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /** The path's segments. */
    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }
}

package dev.ratiofixer.http.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses bodies that a lenient reader would take in two ways: broken or deep JSON, repeated keys, something after the
 * end, control characters in a text (PostgreSQL does not store NUL). Also looks at the address for them.
 */
public final class StrictJson implements Handler<RoutingContext> {
    private static final ObjectMapper MAPPER = Json.mapper();
    /** What the parser says of its own settings. */
    private static final Pattern INSIDES = Pattern.compile(" \\(start marker at .*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");
    private static final int DEEPEST = 16;

    @Override
    public void handle(RoutingContext ctx) {
        ctx.queryParams().forEach(parameter -> {
            if (CONTROL.matcher(parameter.getValue()).find()) {
                throw ApiProblem.ofFields(
                                ProblemType.INVALID_PARAMETER,
                                List.of(FieldError.inParameter(parameter.getKey(), "has a control character")))
                        .toException();
            }
        });
        Buffer body = ctx.body() == null ? null : ctx.body().buffer();
        if (body != null && body.length() > 0) {
            check(body);
        }
        ctx.next();
    }

    /** Throws a problem if a text is no JSON, or is one of those above. */
    public static void check(Buffer body) {
        try (JsonParser parser = MAPPER.createParser(body.getBytes())) {
            walk(parser);
        } catch (JacksonException broken) {
            throw malformed(
                    where(broken) + INSIDES.matcher(broken.getOriginalMessage()).replaceAll(""));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    private static void walk(JsonParser parser) throws IOException {
        int depth = 0;
        boolean begun = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (begun && depth == 0) {
                throw malformed("there is something after the end of the body");
            }
            begun = true;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > DEEPEST) {
                throw malformed("is nested deeper than " + DEEPEST + " levels");
            }
            if (token == JsonToken.VALUE_STRING
                    && CONTROL.matcher(parser.getText()).find()) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                throw invalid(pointer, "has a control character");
            }
        }
    }

    private static String where(JacksonException broken) {
        return broken.getLocation() == null
                ? ""
                : "line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + ": ";
    }

    private static ProblemException malformed(String detail) {
        return ApiProblem.ofFields(ProblemType.MALFORMED_JSON, List.of(FieldError.inBody("", detail)))
                .toException();
    }

    private static ProblemException invalid(String pointer, String detail) {
        String field = pointer.replaceFirst("^/", "").replace('/', '.');
        return ApiProblem.ofFields(ProblemType.INVALID_REQUEST, List.of(new FieldError(field, pointer, detail)))
                .toException();
    }
}

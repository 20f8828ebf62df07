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
import dev.ratiofixer.text.ExactNumber;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses bodies that a lenient reader would take in two ways: broken or deep JSON, repeated keys, something after the
 * end, a text that is no {@link PlainText} (PostgreSQL does not store NUL), a number that is no {@link ExactNumber}.
 * Also looks at the address for them.
 */
public final class StrictJson implements Handler<RoutingContext> {
    private static final ObjectMapper MAPPER = Json.mapper();
    /** What the parser says of its own settings. */
    private static final Pattern INSIDES = Pattern.compile(" \\(start marker at .*");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");
    private static final int DEEPEST = 16;

    private final Set<String> integers;

    /** @param integers names of query parameters that are whole numbers */
    public StrictJson(Set<String> integers) {
        this.integers = integers;
    }

    @Override
    public void handle(RoutingContext ctx) {
        ctx.queryParams().forEach(parameter -> {
            PlainText.fault(parameter.getValue()).ifPresent(fault -> {
                throw inParameter(parameter.getKey(), fault);
            });
            if (integers.contains(parameter.getKey())
                    && !WHOLE.matcher(parameter.getValue()).matches()) {
                throw inParameter(parameter.getKey(), "give a whole number");
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
            Optional<String> fault = fault(token, parser);
            if (fault.isPresent()) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                throw invalid(pointer, fault.get());
            }
        }
    }

    private static Optional<String> fault(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return PlainText.fault(parser.getText());
        }
        return token.isNumeric() ? ExactNumber.fault(parser.getDecimalValue()) : Optional.empty();
    }

    private static ProblemException inParameter(String name, String detail) {
        return ApiProblem.ofFields(ProblemType.INVALID_PARAMETER, List.of(FieldError.inParameter(name, detail)))
                .toException();
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

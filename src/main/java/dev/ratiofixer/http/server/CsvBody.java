package dev.ratiofixer.http.server;

import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes a body of type {@code text/csv} as the JSON body that holds the same lines: the contract knows one of them. */
final class CsvBody implements Handler<RoutingContext> {
    private static final String CSV = "text/csv";
    /** Some programs begin a file with a byte order mark. */
    private static final String MARK = "\uFEFF";

    @Override
    public void handle(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        Buffer body = ctx.body() == null ? null : ctx.body().buffer();
        if (type != null && (type.equals(CSV) || type.startsWith(CSV + ";"))) {
            JsonArray lines = new JsonArray();
            (body == null ? "" : text(body)).lines().forEach(lines::add);
            ((RoutingContextInternal) ctx)
                    .setBody(new JsonObject().put("csv", lines).toBuffer());
            ctx.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        ctx.next();
    }

    private static String text(Buffer body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            return text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException foreign) {
            throw ApiProblem.ofFields(
                            ProblemType.INVALID_REQUEST,
                            List.of(FieldError.inBody(
                                    "csv", "is no UTF-8 text: save it as \"CSV UTF-8\", which spreadsheets offer")))
                    .toException();
        }
    }
}

package dev.ratiofixer.http.server;

import dev.ratiofixer.http.api.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes an {@link Answer}: JSON, never cached without asking, with an ETag on reads. */
public final class Answers {
    /** The engine's own time, which the demo runs fast: readers tell the age of data by it. */
    private static final String CLOCK = "X-Ratio-Fixer-Time";

    private static final int TAG_BYTES = 16;

    private final InstantSource clock;

    public Answers(InstantSource clock) {
        this.clock = clock;
    }

    public void send(RoutingContext ctx, Answer answer) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        Buffer body = JsonBytes.of(answer.body());
        ctx.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache, private")
                .putHeader(CLOCK, clock.instant().toString());
        if (answer.location() != null) {
            ctx.response().putHeader("Location", answer.location());
        }
        if (ctx.request().method().equals(HttpMethod.GET) && unchanged(ctx, body)) {
            ctx.response().setStatusCode(304).end();
            return;
        }
        ctx.response().end(body);
    }

    private static boolean unchanged(RoutingContext ctx, Buffer body) {
        String tag = '"' + hash(body.getBytes()) + '"';
        ctx.response().putHeader("ETag", tag);
        return names(ctx.request().getHeader("If-None-Match"), tag);
    }

    private static boolean names(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(part -> part.strip().replaceFirst("^W/", ""))
                        .anyMatch(part -> part.equals(tag) || part.equals("*"));
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

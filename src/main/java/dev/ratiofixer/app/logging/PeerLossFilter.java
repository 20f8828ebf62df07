package dev.ratiofixer.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.netty.handler.codec.CodecException;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Drops the lines in which Vert.x and Netty call it an error that the other end of a connection went away: a node that
 * was killed, a browser that was closed. Who waits for an answer of it hears of it, and says so itself. Any thread.
 */
public final class PeerLossFilter extends TurboFilter {
    private static final Pattern LOSS = Pattern.compile(
            "(?i)connection reset|reset by peer|broken pipe|forcibly closed by the remote"
                    + "|connection (?:was )?abort|connection was closed|(?:connection|operation) timed out|no route to host");

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        // A question whether a level is logged has no text.
        return format != null
                        && level.isGreaterOrEqual(Level.WARN)
                        && (logger.getName().startsWith("io.vertx.")
                                || logger.getName().startsWith("io.netty."))
                        && (tells(format) || (thrown != null && tells(thrown)))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** What is closed already has no words, and what reads it wraps the reason. */
    private static boolean tells(Throwable thrown) {
        return thrown instanceof ClosedChannelException
                || tells(String.valueOf(thrown.getMessage()))
                || (thrown instanceof CodecException && thrown.getCause() != null && tells(thrown.getCause()));
    }

    private static boolean tells(String text) {
        return LOSS.matcher(text).find();
    }
}

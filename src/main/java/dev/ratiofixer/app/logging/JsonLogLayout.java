package dev.ratiofixer.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log line as one JSON object; every {@code key=value} of the message is a field of it, as a text: one key has one
 * type. Of a key that stands there twice, or that every line has, the message alone tells.
 */
final class JsonLogLayout extends EncoderBase<ILoggingEvent> {
    private static final Pattern KEYS = Pattern.compile("(?<!\\S)([a-z][a-z0-9_]{0,39})=(\\S+)");
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonObject line = new JsonObject()
                .put("at", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        Matcher keys = KEYS.matcher(event.getFormattedMessage());
        while (keys.find()) {
            line.getMap().putIfAbsent(keys.group(1), keys.group(2));
        }
        return (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}

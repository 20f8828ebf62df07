package dev.ratiofixer.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.ratiofixer.config.Configuration.LogSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets what is logged and how, while running. Lines go to standard error: standard output carries a command's result.
 * Any thread, one caller at a time.
 */
public final class LogOutput {
    /**
     * Date, level, place, message; a stack trace at most twelve lines long. A line break in a message, which may quote
     * what came from outside, must not begin a line that looks like another event.
     */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} %replace(%msg){'\\p{Cntrl}+', ' '}%n%ex{12}";

    private static final String ENGINE = "dev.ratiofixer";

    private final LoggerContext context;

    /** Works on the process's logging. */
    public LogOutput() {
        this((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    LogOutput(LoggerContext context) {
        this.context = context;
    }

    /**
     * Sends what libraries write by {@code java.util.logging}, and what ends a thread that nobody watches, the same way
     * as all lines: both would go to standard error by themselves, in a form of their own. Once a process.
     */
    public static void takeOver() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LoggerFactory.getLogger(LogOutput.class)
                .error("thread={} ended by a failure", thread.getName(), failure));
    }

    /**
     * Sets the least severe level of the engine's own lines: {@code error}, {@code warn}, {@code info}, {@code debug}.
     */
    public void level(String level) {
        context.getLogger(ENGINE).setLevel(Level.valueOf(level));
    }

    /** Logs as the configuration says from now on. */
    public void apply(LogSettings settings) {
        level(settings.level().name().toLowerCase(Locale.ROOT));
        switch (settings.format()) {
            case TEXT -> text();
            case JSON -> json();
        }
    }

    /** Lines for people. */
    public void text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        use(encoder);
    }

    /** One JSON object a line, for a collector. */
    public void json() {
        use(new JsonLogLayout());
    }

    private void use(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("CONSOLE");
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(before::add);
        root.addAppender(console);
        for (Appender<ILoggingEvent> old : before) {
            root.detachAppender(old);
            old.stop();
        }
    }
}

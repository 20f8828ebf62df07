package dev.ratiofixer.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the one line that a person reads. */
public final class ErrorMessages {
    private ErrorMessages() {}

    /** The message of what really failed, without the wrappers that threads and class loading put around it. */
    public static String oneLine(Throwable failure) {
        Throwable cause = unwrapped(failure);
        @Nullable String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof ExceptionInInitializerError;
        return wrapper && cause != null ? unwrapped(cause) : failure;
    }
}

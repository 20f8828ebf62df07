package dev.ratiofixer.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. The message is one line that says what is wrong and how to mend it. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        this(message, null);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

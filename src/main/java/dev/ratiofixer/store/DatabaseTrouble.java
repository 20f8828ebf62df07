package dev.ratiofixer.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. The message is one line that says what is wrong and how to mend it. */
public final class DatabaseTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseTrouble(String message) {
        this(message, null);
    }

    DatabaseTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

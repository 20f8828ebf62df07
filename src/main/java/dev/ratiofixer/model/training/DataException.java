package dev.ratiofixer.model.training;

/** Data that cannot be used. The message is one line with the file, the line's number and the reason. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.ratiofixer.model;

/** A model that cannot be used. The message is one line that says why and how to mend it. */
public class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

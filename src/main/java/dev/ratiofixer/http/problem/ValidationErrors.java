package dev.ratiofixer.http.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a body, so that one answer names it all. Confined to one thread. */
public final class ValidationErrors {
    private final List<FieldError> found = new ArrayList<>();

    public void add(String field, String detail) {
        found.add(FieldError.inBody(field, detail));
    }

    /** Reads a value that may be absent; a {@link RuntimeException} of the reader becomes the field's error. */
    public <T> Optional<T> read(String field, @Nullable String text, String wanted, Function<String, T> reader) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (RuntimeException unreadable) {
            add(field, wanted);
            return Optional.empty();
        }
    }

    /** Returns what was found so far. */
    public List<FieldError> found() {
        return List.copyOf(found);
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException naming every error, if there is one
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw ApiProblem.ofFields(ProblemType.INVALID_REQUEST, found).toException();
        }
    }
}

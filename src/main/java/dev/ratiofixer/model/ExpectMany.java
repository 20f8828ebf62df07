package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/** Asks for the expectations of several videos; the reply is {@link ExpectedMany}. */
public record ExpectMany(List<Features> rows) implements BusMessage {
    private static final int MOST = 4096;

    /**
     * At most 4,096 rows.
     *
     * @throws IllegalArgumentException if there are more
     */
    public ExpectMany {
        rows = List.copyOf(rows);
        if (rows.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " rows at a time");
        }
    }
}

package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/** The reply to {@link ExpectMany}, in the order of its rows. */
public record ExpectedMany(List<Expectation> expectations) implements BusMessage {
    public ExpectedMany {
        expectations = List.copyOf(expectations);
    }
}

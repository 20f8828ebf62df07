package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.model.ModelRequest.Expect;

/** The reply to {@link Expect}. */
public record Expected(Expectation expectation) implements BusMessage {}

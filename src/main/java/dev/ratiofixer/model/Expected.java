package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;

/** The reply to {@link Expect}. */
public record Expected(Expectation expectation) implements BusMessage {}

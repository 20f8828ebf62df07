package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;

/** Asks for the expectation of one video; the reply is {@link Expected}. */
public record Expect(Features features) implements BusMessage {}

package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;

/** Asks for the expectation of one video and for what moved it; the reply is {@link Explained}. */
public record Explain(Features features) implements BusMessage {}

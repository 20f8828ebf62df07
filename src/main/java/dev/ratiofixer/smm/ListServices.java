package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/** Asks for the configured levers. Answered by {@link ServiceList}. */
public record ListServices() implements BusMessage {}

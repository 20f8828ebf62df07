package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/** Asks how promotion is. Answered by {@link SmmHealth}. */
public record GetSmmHealth() implements BusMessage {}

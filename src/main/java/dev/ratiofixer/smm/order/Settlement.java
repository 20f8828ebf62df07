package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;

/** The end of an order that was placed: what it really cost and what it brought. */
public record Settlement(Money spent, Effect effect, String note) {}

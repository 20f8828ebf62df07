package dev.ratiofixer.bus;

/** Marks an immutable record that verticles send each other. Register its class with {@link MessageCodec}. */
public interface BusMessage {}

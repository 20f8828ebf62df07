package dev.ratiofixer.bus;

/** The reply that says only that it was done. */
public enum Done implements BusMessage {
    DONE
}

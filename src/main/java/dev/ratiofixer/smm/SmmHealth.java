package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;
import java.util.List;

/** The answer to {@link GetSmmHealth}: a line for each provider in use, and the spending switch. */
public record SmmHealth(List<Part> parts) implements BusMessage {
    /**
     * One line.
     *
     * @param name stable, such as {@code google_ads}
     * @param detail one sentence for people: what is so
     * @param remedy what to do about it, empty while it is healthy
     */
    public record Part(String name, boolean healthy, String detail, String remedy) {}
}

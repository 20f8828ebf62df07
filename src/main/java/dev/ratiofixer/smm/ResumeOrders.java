package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/** Orders may have become due for this node: it took campaigns over, or somebody decided on another node. */
public record ResumeOrders() implements BusMessage {}

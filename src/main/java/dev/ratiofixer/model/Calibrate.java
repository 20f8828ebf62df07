package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.ChannelHistory;

/** Asks how well the model knows a channel; the reply is {@link Calibrated}. */
public record Calibrate(ChannelHistory channel) implements BusMessage {}

package dev.ratiofixer.model;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.model.calibration.ChannelCalibration;
import org.jspecify.annotations.Nullable;

/**
 * The reply to {@link Calibrate}.
 *
 * @param calibration {@code null} while all views of the channel's videos are counted in one way
 */
public record Calibrated(@Nullable ChannelCalibration calibration) implements BusMessage {}

package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import org.jspecify.annotations.Nullable;

/**
 * Whether a campaign is shown in the dashboard's own table has changed.
 *
 * @param trouble why it is not and what to do, {@code null} if it is
 */
public record DisplayChanged(@Nullable String trouble) implements BusMessage {}

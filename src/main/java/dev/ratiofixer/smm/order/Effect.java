package dev.ratiofixer.smm.order;

import org.jspecify.annotations.Nullable;

/**
 * An order's measured effect.
 *
 * @param likes {@code null} when it cannot be told (likes hidden, too few readings)
 */
public record Effect(@Nullable Uplift likes, @Nullable Uplift comments) {
    public static final Effect UNKNOWN = new Effect(null, null);
}

/**
 * Estimates what an order brought: the gain of a counter in a window, less what would have come without the order.
 *
 * <p>Pure: no Vert.x, no clock, no files but the shipped constants. Start at
 * {@link dev.ratiofixer.effect.UpliftEstimator}; {@link dev.ratiofixer.effect.GainModel} is the forecast behind it,
 * {@link dev.ratiofixer.effect.GainLearner} makes its constants, and {@link dev.ratiofixer.effect.PlaceboCheck}
 * measures how well its intervals hold where nothing was ordered. {@code docs/effects.md} has the figures.
 */
@NullMarked
package dev.ratiofixer.effect;

import org.jspecify.annotations.NullMarked;

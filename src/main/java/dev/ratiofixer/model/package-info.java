/**
 * What a video's likes and comments should be: {@link Features} in, {@link Expectation} out, by a neural network that
 * is asked over the bus in small batches. Knows {@code video} and {@code bus}. Start at {@link EngagementModel}.
 */
@NullMarked
package dev.ratiofixer.model;

import org.jspecify.annotations.NullMarked;

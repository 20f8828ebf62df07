/**
 * The statistics that every module shares: quantiles of an expected count. Pure immutable types; knows nothing but the
 * JDK. Start at {@link Quantiles}.
 */
@NullMarked
package dev.ratiofixer.stats;

import org.jspecify.annotations.NullMarked;

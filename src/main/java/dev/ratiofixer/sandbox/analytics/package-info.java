/**
 * Stands in for the YouTube Analytics API: the reports of one channel's days, of all its videos or of some, by traffic
 * source. Start at {@code ReportsQuery}.
 */
@NullMarked
package dev.ratiofixer.sandbox.analytics;

import org.jspecify.annotations.NullMarked;

/**
 * The reports of the YouTube Analytics API: what is asked for, and what a table says. Start at {@code AnalyticsClient}.
 */
@NullMarked
package dev.ratiofixer.google.analytics;

import org.jspecify.annotations.NullMarked;

/**
 * The channels' owners' own analytics: which reports to ask for and when ({@code ChannelRound}, pure), asking for them
 * one channel after the other ({@code AnalyticsVerticle}), and what is kept ({@code AnalyticsStore}). Answers
 * {@code AnalyticsRequest}s. Knows {@code google}.
 */
@NullMarked
package dev.ratiofixer.analytics;

import org.jspecify.annotations.NullMarked;

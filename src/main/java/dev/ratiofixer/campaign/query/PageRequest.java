package dev.ratiofixer.campaign.query;

import org.jspecify.annotations.Nullable;

/**
 * Selects a page of a list.
 *
 * @param after the {@code next} of the page before, {@code null} for the first page
 * @param limit at most so many items
 */
public record PageRequest(@Nullable String after, int limit) {}

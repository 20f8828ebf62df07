/**
 * The wire of the YouTube Data API v3: requests, answers and failures as types. Knows {@code video} only; no schedule,
 * no quota. Start at {@link YouTubeApi}.
 */
@NullMarked
package dev.ratiofixer.youtube.api;

import org.jspecify.annotations.NullMarked;

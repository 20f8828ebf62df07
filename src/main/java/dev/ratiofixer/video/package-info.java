/**
 * The words for a watched video that every module shares: its id, form, counters and samples, its channel's history.
 * Pure immutable types; this package knows nothing but the JDK. Start at {@link Sample}.
 */
@NullMarked
package dev.ratiofixer.video;

import org.jspecify.annotations.NullMarked;

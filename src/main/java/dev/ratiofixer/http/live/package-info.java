/**
 * Sends server-sent events: one bounded buffer of what happened, which each reader follows at its own speed. Start at
 * {@link LiveStream}.
 */
@NullMarked
package dev.ratiofixer.http.live;

import org.jspecify.annotations.NullMarked;

/**
 * Server-sent events: one bounded ring of what happened, and readers that each go through it at their own pace. Start
 * at {@link LiveStream}.
 */
@NullMarked
package dev.ratiofixer.http.live;

import org.jspecify.annotations.NullMarked;

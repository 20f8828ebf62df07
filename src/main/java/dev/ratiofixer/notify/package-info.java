/**
 * Tells people what needs them: orders that wait, what failed, what is not as it should be. Notices are written where
 * they arise and kept in an outbox; one node at a time sends what waits for a sink. Knows {@code provider}'s HTTP
 * client and no other module. Start at {@link NotificationDispatcher}.
 */
@NullMarked
package dev.ratiofixer.notify;

import org.jspecify.annotations.NullMarked;

/**
 * Holds HTTP itself: the router built from the contract ({@link ApiRouter}), how answers and problems are written,
 * headers, sessions, the management port.
 */
@NullMarked
package dev.ratiofixer.http.server;

import org.jspecify.annotations.NullMarked;

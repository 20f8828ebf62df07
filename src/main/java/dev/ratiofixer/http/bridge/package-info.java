/**
 * Offers the event bus to other programs, over SockJS ({@link SockJsBridge}) and TCP ({@link TcpBridge}). Both speak
 * the JSON of Vert.x's own bridges; a few documented addresses lead to the same operations as the HTTP calls, through
 * the same authentication. Start at {@link BridgeSession}.
 */
@NullMarked
package dev.ratiofixer.http.bridge;

import org.jspecify.annotations.NullMarked;

/**
 * A local stand-in that speaks the wire of YouTube, Google OAuth, Google Ads and Sheets, and receives webhooks, over
 * HTTP. Start at {@code Sandbox}; {@code docs/sandbox.md} says what it simulates. Knows nothing of the engine.
 */
@NullMarked
package dev.ratiofixer.sandbox;

import org.jspecify.annotations.NullMarked;

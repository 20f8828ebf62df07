/**
 * Stands in for YouTube, Google OAuth, Google Ads and Sheets over HTTP, with their requests and answers, and receives
 * webhooks. Start at {@code Sandbox}; {@code docs/sandbox.md} says what it simulates. Knows nothing of the engine.
 */
@NullMarked
package dev.ratiofixer.sandbox;

import org.jspecify.annotations.NullMarked;

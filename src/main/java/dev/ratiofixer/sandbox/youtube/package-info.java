/**
 * The YouTube Data API: one class a method, behind the authorizer that checks key, token and quota. Start at
 * {@code YouTubeAuthorizer}. Knows world, wire and oauth.
 */
@NullMarked
package dev.ratiofixer.sandbox.youtube;

import org.jspecify.annotations.NullMarked;

/**
 * Stands in for the Google Ads REST API: a subset of its query language, the two mutate calls, and its failures. Start
 * at {@code AdsSearch}. Knows world, wire and oauth.
 */
@NullMarked
package dev.ratiofixer.sandbox.ads;

import org.jspecify.annotations.NullMarked;

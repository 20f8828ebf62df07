/**
 * Google Ads over REST: an ads campaign, its budget, what it did by the hour, and the two changes that the engine
 * makes. Start at {@link GoogleAdsClient}.
 */
@NullMarked
package dev.ratiofixer.google.ads;

import org.jspecify.annotations.NullMarked;

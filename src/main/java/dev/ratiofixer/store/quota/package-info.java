/**
 * The allowances that all nodes share: units of YouTube's daily quota ({@code ratio_fixer_quota}) and operations of
 * Google Ads. May know the ports that it implements, {@code youtube.quota} and {@code google.ads.operations}.
 */
@NullMarked
package dev.ratiofixer.store.quota;

import org.jspecify.annotations.NullMarked;

/**
 * What other modules may know of promotion: requests and their replies, events, services, evidence, limits and
 * settings. Knows {@code video}, {@code money} and {@code bus}. Start at {@link PlaceOrder}.
 */
@NullMarked
package dev.ratiofixer.smm.api;

import org.jspecify.annotations.NullMarked;

/**
 * What other modules may know of promotion: requests and their replies, events, services, evidence, limits and
 * settings. Knows the vocabulary only. Start at {@link PromotionRequest}.
 */
@NullMarked
package dev.ratiofixer.smm.api;

import org.jspecify.annotations.NullMarked;

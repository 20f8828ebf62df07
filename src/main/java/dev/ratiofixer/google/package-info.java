/**
 * Calls Google: where it is ({@link GoogleSettings}), access tokens, and what each of Google's errors means. One client
 * an API is in the packages below. Knows {@code provider} and the vocabulary only. Start at
 * {@link GoogleErrorClassifier}.
 */
@NullMarked
package dev.ratiofixer.google;

import org.jspecify.annotations.NullMarked;

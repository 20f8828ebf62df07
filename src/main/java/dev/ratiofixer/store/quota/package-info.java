/**
 * The units of YouTube's daily quota that all nodes share ({@code ratio_fixer_quota}). May know {@code youtube.quota}.
 */
@NullMarked
package dev.ratiofixer.store.quota;

import org.jspecify.annotations.NullMarked;

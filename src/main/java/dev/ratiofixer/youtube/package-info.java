/**
 * Everything that asks YouTube: the polling schedule, the quota ledger, the client and the verticle that samples every
 * watched video in full batches. Knows no other module but {@code video}, {@code time} and {@code bus}. Start at
 * {@link Watch} and {@link Sampled}.
 */
@NullMarked
package dev.ratiofixer.youtube;

import org.jspecify.annotations.NullMarked;

/**
 * Simulates the audience, purely: how replayed counters grow, what paid viewers and the owner's comments add. Start at
 * {@code Audience}. Knows the JDK and the resource with the real videos, no Vert.x.
 */
@NullMarked
package dev.ratiofixer.sandbox.audience;

import org.jspecify.annotations.NullMarked;

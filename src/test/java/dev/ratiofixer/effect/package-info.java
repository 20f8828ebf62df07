/** Tests of {@code effect}. */
@NullMarked
package dev.ratiofixer.effect;

import org.jspecify.annotations.NullMarked;

/** Tests of the bridges' parts. */
@NullMarked
package dev.ratiofixer.http.bridge;

import org.jspecify.annotations.NullMarked;

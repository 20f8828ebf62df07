/** Tests of the stream's parts. */
@NullMarked
package dev.ratiofixer.http.live;

import org.jspecify.annotations.NullMarked;

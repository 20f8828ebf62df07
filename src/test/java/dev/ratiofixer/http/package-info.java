/** Tests of the HTTP module's settings. */
@NullMarked
package dev.ratiofixer.http;

import org.jspecify.annotations.NullMarked;

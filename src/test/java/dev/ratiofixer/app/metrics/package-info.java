/** Tests of the meters. */
@NullMarked
package dev.ratiofixer.app.metrics;

import org.jspecify.annotations.NullMarked;

/** Traces by OpenTelemetry, off unless they are asked for. */
@NullMarked
package dev.ratiofixer.app.tracing;

import org.jspecify.annotations.NullMarked;

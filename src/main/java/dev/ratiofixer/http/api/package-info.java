/**
 * Runs the operations of the OpenAPI contract: one small class each, free of any transport, so that HTTP and the
 * event-bus bridges answer alike. Start at {@link Operations} and {@link MutateOperation}.
 */
@NullMarked
package dev.ratiofixer.http.api;

import org.jspecify.annotations.NullMarked;

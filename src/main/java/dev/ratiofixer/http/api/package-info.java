/**
 * Runs the operations of the OpenAPI contract, free of any transport, so that HTTP and the event-bus bridges answer
 * alike. One class an operation, or one for a few of the same subject. Start at {@link Operations} and
 * {@link Operation}.
 */
@NullMarked
package dev.ratiofixer.http.api;

import org.jspecify.annotations.NullMarked;

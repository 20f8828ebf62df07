/**
 * The sandbox's own routes under {@code /sandbox}: faults, ledger, state, videos, clock, credentials; and the webhook
 * receiver. Knows what it controls: world, wire and the stand-ins.
 */
@NullMarked
package dev.ratiofixer.sandbox.control;

import org.jspecify.annotations.NullMarked;

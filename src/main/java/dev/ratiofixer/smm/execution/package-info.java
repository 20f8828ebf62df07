/**
 * Carries orders out: it answers requests, gathers what the policy needs, and drives each order through its life. Start
 * at {@link SmmVerticle}, then {@link OrderProcessor}.
 */
@NullMarked
package dev.ratiofixer.smm.execution;

import org.jspecify.annotations.NullMarked;

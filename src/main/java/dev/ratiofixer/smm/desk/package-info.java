/**
 * The Vert.x shell of the room: it takes the messages, gathers what the policy needs, and drives each order through its
 * life. Start at {@link SmmVerticle}, then {@link OrderDriver}.
 */
@NullMarked
package dev.ratiofixer.smm.desk;

import org.jspecify.annotations.NullMarked;

/**
 * Computes money as integer micros of one explicit currency. Pure; knows nothing but the JDK. Start at {@link Money}.
 */
@NullMarked
package dev.ratiofixer.money;

import org.jspecify.annotations.NullMarked;

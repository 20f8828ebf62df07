/**
 * What a text or a number may be that comes from outside, by the HTTP contract, the configuration or the command line:
 * one rule for all of them. Start at {@link PlainText}. It knows no other module.
 */
@NullMarked
package dev.ratiofixer.text;

import org.jspecify.annotations.NullMarked;

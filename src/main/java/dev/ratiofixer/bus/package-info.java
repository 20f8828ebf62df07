/**
 * How verticles talk: every address ({@link Addresses}), the one codec ({@link MessageCodec}) and the wrapper around
 * every consumer ({@link Mailbox}). Knows Vert.x and no module.
 */
@NullMarked
package dev.ratiofixer.bus;

import org.jspecify.annotations.NullMarked;

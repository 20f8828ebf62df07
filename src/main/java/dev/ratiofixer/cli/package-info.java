/**
 * Holds the commands of the command line but for those of a domain ({@code train} and its like live in
 * {@code model.training}, {@code demo} in {@code demo}). May know everything. Start at {@link ServeCommand}.
 */
@NullMarked
package dev.ratiofixer.cli;

import org.jspecify.annotations.NullMarked;

/**
 * Holds the entry point alone: {@link Main} is the command line. The commands live in {@code cli}, the composition of
 * the engine in {@code app}.
 */
@NullMarked
package dev.ratiofixer;

import org.jspecify.annotations.NullMarked;

/**
 * The Model Context Protocol at {@code /mcp}: what a program that works with a language model may ask of the engine.
 * Reading, and asking the policy; nothing that approves, spends by its own amount, or touches keys.
 */
@NullMarked
package dev.ratiofixer.http.mcp;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the figures of docs/performance.md: {@link Figures} runs one by its name. What measures one module's own
 * code stands in that module's package of this tree. None of it is a timed test; {@code FiguresSmokeIT} runs each once.
 */
@NullMarked
package dev.ratiofixer.bench;

import org.jspecify.annotations.NullMarked;

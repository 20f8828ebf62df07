/**
 * The figures of docs/performance.md: {@link Figures} runs one by its name. What measures one room's own code lives in
 * that room's test package. None of it is a timed test; {@code FiguresSmokeIT} only sees that each one runs.
 */
@NullMarked
package dev.ratiofixer.bench;

import org.jspecify.annotations.NullMarked;

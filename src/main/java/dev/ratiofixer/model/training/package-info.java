/**
 * How the model is made and judged: the engagement data ({@link EngagementData}), the loss, the trainer, the yardsticks
 * and the command line's {@code train}, {@code evaluate} and {@code predict}. Knows {@code model} and {@code video}.
 * Start at {@link TrainCommand}.
 */
@NullMarked
package dev.ratiofixer.model.training;

import org.jspecify.annotations.NullMarked;

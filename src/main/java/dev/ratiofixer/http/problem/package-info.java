/**
 * Answers when something is wrong: {@code application/problem+json} with a stable type and the fields that are wrong.
 * Start at {@link ApiProblem}.
 */
@NullMarked
package dev.ratiofixer.http.problem;

import org.jspecify.annotations.NullMarked;

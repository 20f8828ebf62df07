/**
 * What is answered when something is wrong: {@code application/problem+json} with a stable type and the fields at
 * fault. Start at {@link ApiProblem}.
 */
@NullMarked
package dev.ratiofixer.http.problem;

import org.jspecify.annotations.NullMarked;

/**
 * Orders of type {@code owner_comment}: the owner's sheet of texts and the owner's comments at YouTube. Start at
 * {@link CommentExecutor}.
 */
@NullMarked
package dev.ratiofixer.smm.execution.comment;

import org.jspecify.annotations.NullMarked;

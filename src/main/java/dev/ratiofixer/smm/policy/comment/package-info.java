/** The choice of the owner's next comment ({@link CommentLever}), its forecast ({@link CommentForecast}). Pure. */
@NullMarked
package dev.ratiofixer.smm.policy.comment;

import org.jspecify.annotations.NullMarked;

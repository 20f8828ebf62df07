/** The choice of a task to people ({@link TaskLever}). Pure. */
@NullMarked
package dev.ratiofixer.smm.policy.task;

import org.jspecify.annotations.NullMarked;

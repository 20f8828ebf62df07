/** Orders of type {@code team_task}: signed messages to a team. Start at {@link WebhookTaskExecutor}. */
@NullMarked
package dev.ratiofixer.smm.execution.task;

import org.jspecify.annotations.NullMarked;

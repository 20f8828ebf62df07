/** Posts signed tasks to a team's webhook. Start at {@link WebhookClient}. */
@NullMarked
package dev.ratiofixer.smm.webhook;

import org.jspecify.annotations.NullMarked;

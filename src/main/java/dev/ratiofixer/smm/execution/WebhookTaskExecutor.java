package dev.ratiofixer.smm.execution;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.smm.TeamTaskService;
import dev.ratiofixer.smm.order.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.webhook.SlackText;
import dev.ratiofixer.smm.webhook.WebhookClient;
import dev.ratiofixer.smm.webhook.WebhookClient.WebhookMessage;
import io.vertx.core.Future;

/**
 * Tasks to people. The same id is sent each time, so a receiver drops repeats and a doubtful one is simply sent again.
 */
final class WebhookTaskExecutor {
    private final WebhookClient webhook;

    WebhookTaskExecutor(WebhookClient webhook) {
        this.webhook = webhook;
    }

    Future<Placement> post(TeamTaskService team, OrderTerms terms, AskTeam task, FencingCheck gate) {
        WebhookMessage message = new WebhookMessage(
                terms.orderId(),
                terms.campaignId(),
                task.video().value(),
                text(task),
                task.missingLikes(),
                task.missingComments());
        return webhook.post(team.url(), message, gate)
                .compose(
                        taken -> Future.succeededFuture(new Placement.Placed(terms.orderId(), null, "sent")),
                        Placement::failed);
    }

    private static String text(AskTeam task) {
        return "*%s* (https://youtu.be/%s): %s Missing: %d likes, %d comments."
                .formatted(
                        SlackText.escaped(task.title()),
                        task.video(),
                        SlackText.escaped(task.ask()),
                        task.missingLikes(),
                        task.missingComments());
    }
}

package dev.ratiofixer.smm.execution.task;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.webhook.WebhookClient;
import dev.ratiofixer.smm.webhook.WebhookClient.WebhookMessage;
import io.vertx.core.Future;

/**
 * Tasks to people. The same id is sent each time, so a receiver drops repeats and a doubtful one is simply sent again.
 */
public final class WebhookTaskExecutor {
    private final WebhookClient webhook;

    public WebhookTaskExecutor(WebhookClient webhook) {
        this.webhook = webhook;
    }

    public Future<Placement> post(TeamTaskService team, OrderTerms terms, AskTeam task, FencingCheck gate) {
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
                .formatted(task.title(), task.video(), task.ask(), task.missingLikes(), task.missingComments());
    }
}

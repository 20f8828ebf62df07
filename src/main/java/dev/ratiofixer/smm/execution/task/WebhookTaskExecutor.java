package dev.ratiofixer.smm.execution.task;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.OrderExecutor;
import dev.ratiofixer.smm.execution.Placement;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.webhook.WebhookClient;
import dev.ratiofixer.smm.webhook.WebhookClient.WebhookMessage;
import dev.ratiofixer.text.SlackText;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tasks to people. The same id is sent each time, so a receiver drops repeats and a doubtful one is simply sent again.
 */
public final class WebhookTaskExecutor implements OrderExecutor<AskTeam> {
    /** How long a task stays open for people. */
    private static final Duration LIFE = Duration.ofDays(14);

    private final WebhookClient webhook;
    private final Supplier<Optional<String>> secret;
    private final Supplier<SmmSettings> settings;

    /** @param secret what tasks are signed with */
    public WebhookTaskExecutor(
            WebhookClient webhook, Supplier<Optional<String>> secret, Supplier<SmmSettings> settings) {
        this.webhook = webhook;
        this.secret = secret;
        this.settings = settings;
    }

    @Override
    public OrderType type() {
        return OrderType.TEAM_TASK;
    }

    @Override
    public Future<Prerequisite> preflight() {
        boolean signed = secret.get().isPresent();
        return Future.succeededFuture(
                new Prerequisite(
                        "webhook_signed",
                        "",
                        signed,
                        true,
                        signed
                                ? "tasks are signed"
                                : "tasks cannot be signed yet: whoever runs Ratio Fixer sets the secret for it (TASK_WEBHOOK_SECRET)"));
    }

    @Override
    public List<ServicePart> health() {
        return List.of(
                secret.get().isEmpty()
                        ? ProviderStatus.unhealthy(
                                "team_tasks",
                                "tasks cannot be signed, so none is sent",
                                "whoever runs Ratio Fixer sets the secret for it (TASK_WEBHOOK_SECRET)")
                        : ProviderStatus.lastCall(
                                "team_tasks",
                                webhook.last(),
                                "nothing if it passes: it is tried again by itself. Else check whether the receiver of tasks"
                                        + " runs, and its address (setting url of the service)"));
    }

    @Override
    public Future<Placement> place(Placing order, AskTeam task, FencingCheck gate) {
        PromotionService service =
                settings.get().service(order.terms().serviceId()).orElse(null);
        return service instanceof TeamTaskService team
                ? post(team, order.terms(), task, gate)
                : Future.succeededFuture(new Placement.NotPlaced(
                        "service " + order.terms().serviceId() + " is not configured any more", null));
    }

    private Future<Placement> post(TeamTaskService team, OrderTerms terms, AskTeam task, FencingCheck gate) {
        WebhookMessage message = new WebhookMessage(
                terms.orderId(),
                terms.campaignId(),
                task.video().value(),
                text(settings.get().links(), terms, task),
                task.missingLikes(),
                task.missingComments());
        return webhook.post(team.url(), message, gate)
                .compose(
                        taken -> Future.succeededFuture(new Placement.Placed(terms.orderId(), null, "sent")),
                        Placement::failed);
    }

    /** The receiver drops repeats by the order's id. */
    @Override
    public Future<Placement> readBack(Placing order, AskTeam task) {
        return Future.succeededFuture(new Placement.NotFound());
    }

    @Override
    public boolean readable() {
        return false;
    }

    @Override
    public boolean provenAbsent(Attempt attempt) {
        return true;
    }

    @Override
    public Duration effect(AskTeam task) {
        return LIFE;
    }

    @Override
    public Optional<Duration> firstLook() {
        return Optional.empty();
    }

    @Override
    public Optional<Step> endsEarlier(Instant placed) {
        return Optional.empty();
    }

    /** People say when they have done it; a task is due only when they have not. */
    @Override
    public Future<Step> settle(Pending order, AskTeam task, FencingCheck gate) {
        return Future.succeededFuture(
                new Step.Expire("nobody has completed it", "nobody has completed it in two weeks"));
    }

    /** The task with the way back to its order, in Slack's language. */
    static String text(PageLinks links, OrderTerms terms, AskTeam task) {
        String ask = "*%s* (https://youtu.be/%s): %s Missing: %d likes, %d comments."
                .formatted(
                        SlackText.escaped(task.title()),
                        task.video(),
                        SlackText.escaped(task.ask()),
                        task.missingLikes(),
                        task.missingComments());
        return links.order(terms.campaignId(), terms.orderId())
                .map(link -> ask + " <%s|Open the order>".formatted(link))
                .orElse(ask);
    }
}

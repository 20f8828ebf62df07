package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.sheets.SheetAddress;
import dev.ratiofixer.google.sheets.SheetAddress.SheetId;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderSecrets;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.OverdueBudgets;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.TrialLog;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A part's health is its last outcome, of whatever kind the failure was. */
class PromotionHealthIT {
    private static final SheetAddress SHEET = new SheetAddress(new SheetId("a-sheet-of-nobody-at-all"), null);
    private static final SmmSettings SETTINGS = new SmmSettings(
            List.of(new OwnerCommentService("439", "The owner's own", Set.of("UCone"))),
            EngineLimits.NONE,
            PolicySettings.DEFAULT);

    private final FaultySandbox upstreams = new FaultySandbox();
    private final AtomicReference<Optional<OAuthCredentials>> owner =
            new AtomicReference<>(Optional.of(FaultySandbox.credentials(Credentials.DEMO.ownerRefreshToken())));
    private final ProviderClients clients = ProviderClients.open(
            upstreams.vertx,
            upstreams.time,
            new ProviderEndpoints(
                    new GoogleSettings.Ads(upstreams.origin(), "v26"),
                    new GoogleSettings.OAuth(upstreams.origin().resolve("/token")),
                    new GoogleSettings.Sheets(upstreams.origin()),
                    upstreams.origin(),
                    new SecuritySettings(true)),
            upstreams::origin,
            new ProviderSecrets(
                    Optional::empty,
                    () -> OwnerCredentials.of(Objects.requireNonNull(owner.get())),
                    () -> Optional.of(Credentials.DEMO.apiKey()),
                    Optional::empty,
                    Optional::empty),
            QuotaGate.OPEN,
            OperationsAllowance.unlimited(),
            new MemoryOwnerTokens());
    private final OrderExecutors executors = OrderExecutors.open(
            clients,
            unread(),
            new MemoryPreflights(),
            new OverdueBudgets(upstreams.vertx.eventBus(), unread()),
            (order, set, found) -> Future.failedFuture("nothing is given back here"),
            TrialLog.NONE,
            upstreams.time,
            () -> SETTINGS);

    /** Health asks no ledger. */
    private static OrderLedger unread() {
        return (OrderLedger) Proxy.newProxyInstance(
                OrderLedger.class.getClassLoader(), new Class<?>[] {OrderLedger.class}, (ledger, method, arguments) -> {
                    throw new AssertionError("the ledger was asked: " + method.getName());
                });
    }

    @AfterEach
    void close() {
        clients.close();
        upstreams.close();
    }

    @Test
    void aRefusedOAuthClientIsNotAccessThatIsGranted() {
        FaultySandbox.await(clients.owners().of("UCone").tokens().token());
        assertThat(part("owner_comments").healthy()).isTrue();

        owner.set(Optional.of(new OAuthCredentials("nobody", "nothing", "1//some-token")));
        upstreams.time.advance(Duration.ofHours(1));
        FaultySandbox.failure(clients.owners().of("UCone").tokens().token());

        ServicePart part = part("owner_comments");
        assertThat(part.healthy()).isFalse();
        assertThat(part.detail()).contains("invalid_client");
        assertThat(part.remedy()).contains("GOOGLE_OAUTH_CLIENT_ID");
    }

    @Test
    void aSheetThatIsRefusedIsNoSuccess() {
        fault(403, "");
        read();
        assertThat(part("sheet").healthy()).isFalse();
        assertThat(part("sheet").remedy()).contains("share the sheet");

        fault(403, "SERVICE_DISABLED");
        read();
        assertThat(part("sheet").remedy()).contains("enables the Google Sheets API");
    }

    @Test
    void aCommentThatIsRefusedShowsUntilOneSucceeds() {
        upstreams.fault(
                "youtube.commentThreads.list",
                "status",
                new JsonObject()
                        .put("status", 403)
                        .put("reason", "commentsDisabled")
                        .put("times", 1));
        FaultySandbox.failure(list());
        assertThat(part("owner_comments").detail()).contains("commentsDisabled");
        assertThat(part("owner_comments").remedy()).isNotBlank();

        FaultySandbox.await(list());
        assertThat(part("owner_comments").healthy()).isTrue();
    }

    private Future<?> list() {
        var video = upstreams.sandbox.videos().getFirst();
        return clients.owners().of("UCone").comments().since(new VideoId(video.videoId()), FaultySandbox.START);
    }

    private void fault(int status, String reason) {
        upstreams.clear();
        upstreams.fault(
                "sheets.*", "status", new JsonObject().put("status", status).put("reason", reason));
    }

    private void read() {
        FaultySandbox.failure(clients.sheets().read(SHEET, "A2:E"));
    }

    private ServicePart part(String name) {
        return ProviderStatus.of(SETTINGS, executors).parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

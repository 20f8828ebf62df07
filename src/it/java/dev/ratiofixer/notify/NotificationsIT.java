package dev.ratiofixer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.TestCertificate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.NotificationOutbox.Outcome;
import dev.ratiofixer.notify.NotificationOutbox.SpendingBounds;
import dev.ratiofixer.provider.WebhookSignature;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.order.PgOrderLedger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices on their way from the transaction that they are about to receivers on this machine. */
class NotificationsIT extends NotificationReceivers {
    @TempDir
    static Path directory;

    private static HttpSettings.@Nullable Tls tls;

    @BeforeAll
    static void aCertificate() throws Exception {
        tls = TestCertificate.make(directory);
    }

    private static NotificationSink.Email mail(int port, Set<NotificationEvent> events) {
        return new NotificationSink.Email(
                "label",
                "127.0.0.1",
                port,
                null,
                null,
                Objects.requireNonNull(tls).certificate(),
                "ratio-fixer@example.org",
                List.of("label@example.org"),
                events,
                null,
                null,
                null);
    }

    @Test
    void aProposedOrderIsHeardOfBySlackAndByMailWithinHalfAMinute() {
        SmtpReceiver smtp = Waiting.on(SmtpReceiver.listen(POSTGRES.vertx(), Objects.requireNonNull(tls), true));
        dispatcher("one", slack(), mail(smtp.port(), Set.of(NotificationEvent.ORDER_WAITS)))
                .start();
        String campaign = campaign();

        Order order = propose(campaign, "a");

        await("both hear of it", () -> !received.isEmpty() && !smtp.taken.isEmpty());
        String link = "https://rf.example.org/campaigns/" + campaign + "#order-" + order.id();
        String text = new JsonObject(received.getFirst().body()).getString("text");
        assertThat(received.getFirst().path()).isEqualTo("/services/T0/B0/secret");
        assertThat(text).contains("test: an order waits for a decision", "<" + link + "|Open>");
        assertThat(smtp.taken.getFirst().encrypted()).isTrue();
        assertThat(smtp.taken.getFirst().text().replace("=\n", "").replace("=3D", "="))
                .contains("To: label@example.org", "an order waits for a decision", link);
        await(
                "the log says so",
                () -> log().getFirst().deliveries().stream()
                        .allMatch(delivery -> delivery.status().equals("sent")));
        assertThat(log().getFirst().deliveries()).hasSize(2);
    }

    @Test
    void nothingGoesToAMailServerWithoutEncryption() {
        SmtpReceiver plain = Waiting.on(SmtpReceiver.listen(POSTGRES.vertx(), Objects.requireNonNull(tls), false));
        NotificationSink sink = mail(plain.port(), Set.of(NotificationEvent.ORDER_WAITS));

        assertThat(dispatcher("one", sink).test(sink, "ada").map("sent").otherwise("refused"))
                .satisfies(answer -> assertThat(Waiting.on(answer)).isEqualTo("refused"));
        assertThat(plain.commands).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void whatComesTogetherGoesInOneMessageOfOneNode() {
        dispatcher("one", slack()).start();
        dispatcher("two", slack()).start();
        String campaign = campaign();
        for (int i = 0; i < 5; i++) {
            propose(campaign, "k" + i);
        }

        await("one message", () -> !received.isEmpty());
        await(
                "all are sent",
                () -> log().stream()
                        .allMatch(logged -> logged.deliveries().size() == 1
                                && logged.deliveries().getFirst().status().equals("sent")));
        assertThat(received).hasSize(1);
        assertThat(new JsonObject(received.getFirst().body()).getString("text")).contains("5 notices");
        assertThat(log())
                .allSatisfy(logged ->
                        assertThat(logged.deliveries().getFirst().attempts()).isEqualTo(1));
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgainAndAKilledSenderLosesNothing() {
        propose(campaign(), "a");
        Waiting.on(outbox.distribute(List.of(slack())));
        Waiting.on(outbox.take("team", null, "dead", Duration.ZERO, false));
        List<Notice> taken = Waiting.on(outbox.take("team", null, "dead", Duration.ZERO, false));
        assertThat(Waiting.on(outbox.take("team", null, "other", Duration.ZERO, false)))
                .as("one sender at a time")
                .isEmpty();
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE ratio_fixer_notice_sinks SET held_until = now() - interval '1 second'")
                .execute());
        answers.add(503);

        dispatcher("other", slack()).start();

        await("it is sent at the second try", () -> received.size() == 2);
        await(
                "the log says so",
                () -> log().getFirst().deliveries().getFirst().status().equals("sent"));
        assertThat(log().getFirst().deliveries().getFirst().attempts()).isEqualTo(2);
        Waiting.on(outbox.sent("team", "dead", taken, new Outcome.Failed("too late"), Duration.ZERO));
        assertThat(log().getFirst().deliveries().getFirst().status())
                .as("who lost the sink changes nothing")
                .isEqualTo("sent");
    }

    @Test
    void aWebhookIsSignedAndAlertmanagerHearsWhatIsWrong() {
        NotificationSink hook = new NotificationSink.Webhook(
                "hub", URI.create(receiver + "/hub"), null, NotificationEvent.Severity.WARNING, null, null);
        NotificationSink alerts = new NotificationSink.Alertmanager("am", receiver, null, null, null, null);
        AlertCondition dead = AlertCondition.now(NotificationEvent.TOKEN_DEAD, "Google Ads", "invalid_grant");
        Waiting.on(outbox.seen(List.of(dead, dead)));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE ratio_fixer_conditions SET since = now() - interval '1 minute'")
                .execute());
        Waiting.on(outbox.seen(List.of(dead)));

        dispatcher("one", hook, alerts).start();

        await(
                "both hear",
                () -> received.stream().map(Received::path).distinct().count() == 2);
        Received signed = received.stream()
                .filter(each -> each.path().equals("/hub"))
                .findFirst()
                .orElseThrow();
        assertThat(signed.headers().get("x-ratio-fixer-signature"))
                .isEqualTo("sha256="
                        + WebhookSignature.of(
                                "hook-secret",
                                String.valueOf(signed.headers().get("x-ratio-fixer-timestamp")),
                                signed.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(new JsonObject(signed.body())
                        .getJsonArray("notices")
                        .getJsonObject(0)
                        .getString("event"))
                .isEqualTo("token_dead");
        Received alert = received.stream()
                .filter(each -> each.path().equals("/api/v2/alerts"))
                .findFirst()
                .orElseThrow();
        JsonObject first = new JsonArray(alert.body()).getJsonObject(0);
        assertThat(first.getJsonObject("labels").getMap())
                .containsEntry("alertname", "ratio_fixer_token_dead")
                .containsEntry("severity", "critical");
        assertThat(Instant.parse(first.getString("endsAt"))).isAfter(Instant.parse(first.getString("startsAt")));
    }

    @Test
    void whatPassesIsToldAsOverAndALimitIsToldOnceADay() {
        String campaign = campaign();
        Order costly = OrderFixtures.raise(campaign, "r", "50.00");
        assertThat(write(costly, Money.parse("1.00", "USD"))).isInstanceOf(Written.Disallowed.class);
        assertThat(write(costly, Money.parse("1.00", "USD"))).isInstanceOf(Written.Disallowed.class);
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), campaign, "paused", 1));
        AlertCondition quota = AlertCondition.now(NotificationEvent.QUOTA_GONE, "YouTube", "used up");
        Waiting.on(outbox.seen(List.of(quota)));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE ratio_fixer_conditions SET since = now() - interval '1 minute'")
                .execute());
        Waiting.on(outbox.seen(List.of(quota)));
        assertThat(Waiting.on(outbox.conditions(null))).hasSize(1);

        Waiting.on(outbox.endConditions(Duration.ofSeconds(-1)));

        assertThat(log().stream()
                        .map(logged ->
                                logged.notice().event() + " " + logged.notice().resolved()))
                .containsExactly("QUOTA_GONE true", "QUOTA_GONE false", "CAMPAIGN_PAUSED false", "LIMIT_REACHED false");
        assertThat(Waiting.on(outbox.storedConditions(OrderFixtures.NOW, new SpendingBounds(5_000_000_000L, "USD"))))
                .isEmpty();
        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, null)))
                .first()
                .satisfies(all -> assertThat(all.text()).contains("1 are paused"));
    }

    @Test
    void aPersonsPauseIsToldWithWhoAndWhy() {
        String campaign = campaign();

        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery(
                        "UPDATE ratio_fixer_campaigns SET status = 'paused', paused_by = 'anna', paused_at = now(),"
                                + " pause_reason = 'the label asked' WHERE campaign_id = $1")
                .execute(Tuple.of(campaign)));

        assertThat(log().getFirst().notice().sentence())
                .isEqualTo("test is paused: by anna, the label asked; nothing is ordered until a person resumes it");
        // Others count what is paused.
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery(
                        "UPDATE ratio_fixer_campaigns SET status = 'running', paused_by = NULL, paused_at = NULL,"
                                + " pause_reason = NULL WHERE campaign_id = $1")
                .execute(Tuple.of(campaign)));
    }

    @Test
    void aRaisedBudgetThatDidNotGoBackIsFound() {
        String campaign = campaign();
        Order.Proposed raise = OrderFixtures.raise(campaign, "r", "20.00");
        assertThat(write(raise, Money.parse("100.00", "USD"))).isInstanceOf(Written.Stored.class);
        PgOrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "one");
        Order.Approved approved = raise.approve(OrderFixtures.person());
        Order.Placing placing = approved.begin(OrderFixtures.NOW);
        Order.Pending placed = placing.placed(OrderFixtures.receipt(OrderFixtures.NOW), Duration.ofDays(1));
        for (Order next : List.of(approved, placing, placed)) {
            Waiting.on(ledger.change(
                    raise.id(),
                    OrderFixtures.NOW,
                    (order, facts) -> new NextStep.To(next, OrderEvent.engine(OrderFixtures.NOW, "placed"))));
        }
        SpendingBounds none = new SpendingBounds(null, "USD");

        assertThat(Waiting.on(outbox.storedConditions(OrderFixtures.NOW.plus(Duration.ofHours(24)), none)))
                .isEmpty();
        assertThat(Waiting.on(outbox.storedConditions(OrderFixtures.NOW.plus(Duration.ofHours(25)), none)))
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.event()).isEqualTo(NotificationEvent.BUDGET_NOT_BACK);
                    assertThat(condition.subject()).isEqualTo(raise.id());
                });
    }

    /** Its block is over long before its term is. */
    @Test
    void aTrialsBudgetThatDidNotGoBackAfterItsBlockIsFound() {
        String campaign = campaign();
        RunTrial action = OrderFixtures.trial("11.00", true, false, true, false, true, false);
        Order.Proposed trial =
                new Order.Proposed(OrderFixtures.terms(campaign, "t", "ads-" + campaign, action, action.exposure()));
        assertThat(write(trial, Money.parse("100.00", "USD"))).isInstanceOf(Written.Stored.class);
        Order.Approved approved = trial.approve(OrderFixtures.person());
        Order.Placing placing = approved.begin(OrderFixtures.NOW);
        Order.Pending placed = placing.placed(OrderFixtures.receipt(OrderFixtures.NOW), action.term());
        Instant block = OrderFixtures.NOW.plus(Duration.ofHours(36));
        Order.Pending late =
                placed.notReturned(action.raise(Duration.ofHours(36)), true, "no", block.plus(Duration.ofMinutes(1)));
        PgOrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "one");
        for (Order next : List.of(approved, placing, placed, late)) {
            Waiting.on(ledger.change(
                    trial.id(),
                    OrderFixtures.NOW,
                    (order, facts) -> new NextStep.To(next, OrderEvent.engine(OrderFixtures.NOW, "moved"))));
        }

        assertThat(Waiting.on(
                        outbox.storedConditions(block.plus(Duration.ofMinutes(21)), new SpendingBounds(null, "USD"))))
                .filteredOn(condition -> condition.subject().equals(trial.id()))
                .extracting(condition -> condition.event())
                .containsExactly(NotificationEvent.BUDGET_NOT_BACK);
    }
}

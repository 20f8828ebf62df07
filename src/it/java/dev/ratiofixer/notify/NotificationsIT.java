package dev.ratiofixer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.http.TestCertificate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.NotificationCenter.LoggedNotice;
import dev.ratiofixer.notify.NotificationOutbox.DigestEntry;
import dev.ratiofixer.notify.NotificationOutbox.Outcome;
import dev.ratiofixer.notify.NotificationOutbox.SpendingBounds;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.WebhookSignature;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.notify.PgNotificationLog;
import dev.ratiofixer.store.notify.PgNotificationOutbox;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Notices on their way from the transaction that they are about to receivers on this machine. */
class NotificationsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** What a receiver by HTTP got. */
    private record Received(String path, Map<String, String> headers, String body) {}

    @TempDir
    static Path directory;

    private static HttpSettings.@Nullable Tls tls;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final List<NotificationDispatcher> running = new ArrayList<>();
    private final PgNotificationOutbox outbox = new PgNotificationOutbox(POSTGRES.database());
    private URI receiver = URI.create("http://127.0.0.1");

    @BeforeEach
    void aReceiver() throws Exception {
        if (tls == null) {
            tls = TestCertificate.make(directory);
        }
        int port = Waiting.on(POSTGRES.vertx()
                        .createHttpServer()
                        .requestHandler(this::receive)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        receiver = URI.create("http://127.0.0.1:" + port);
        Waiting.on(POSTGRES.database()
                .pool()
                .query("TRUNCATE ratio_fixer_notices, ratio_fixer_notice_deliveries, ratio_fixer_notice_sinks,"
                        + " ratio_fixer_conditions")
                .execute());
    }

    @AfterEach
    void stop() {
        running.forEach(dispatcher -> Waiting.on(dispatcher.stop()));
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            received.add(new Received(request.path(), headers, body.toString()));
            int status = answers.isEmpty() ? 200 : answers.removeFirst();
            request.response().setStatusCode(status).end(status == 200 ? "ok" : "no_service");
        });
    }

    private NotificationDispatcher dispatcher(String holder, NotificationSink... sinks) {
        NotificationSenders senders = new NotificationSenders(
                POSTGRES.vertx(),
                OutboundAddressGuard.ofSystem(POSTGRES.vertx(), true),
                new NotificationSecrets(
                        () -> Optional.of(receiver + "/services/T0/B0/secret"),
                        () -> Optional.of("{\"alpha\": \"" + receiver + "/services/T0/B1/alpha\"}"),
                        () -> Optional.of("smtp-secret"),
                        () -> Optional.of("hook-secret"),
                        Optional::empty),
                new PageLinks(URI.create("https://rf.example.org")),
                InstantSource.system());
        NotificationDispatcher dispatcher = new NotificationDispatcher(
                outbox,
                senders,
                () -> List.of(sinks),
                holder,
                InstantSource.system(),
                new VertxTimers(POSTGRES.vertx(), 1));
        running.add(dispatcher);
        return dispatcher;
    }

    private static NotificationSink.Slack slack() {
        return new NotificationSink.Slack("team", Set.of(NotificationEvent.ORDER_WAITS), null, null, null);
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

    private static String campaign() {
        String id = UUID.randomUUID().toString();
        Waiting.on(OrderCampaigns.running(POSTGRES.database(), id, id.substring(0, 11), OrderFixtures.NOW, "one"));
        return id;
    }

    private static Order propose(String campaign, String key) {
        Order order = OrderFixtures.task(campaign, key);
        Written written = write(order, null);
        assertThat(written).isInstanceOf(Written.Stored.class);
        return order;
    }

    private static Written write(Order order, @Nullable Money servicePerDay) {
        EngineLimits limits = new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), true);
        return Waiting.on(new PgOrderLedger(POSTGRES.database(), "one")
                .write(
                        order,
                        new SpendRules(order.terms().limits(), servicePerDay, limits),
                        new OrderEvent(OrderFixtures.NOW, "policy", "because", null)));
    }

    private static void await(String what, BooleanSupplier there) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " within 30 s").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private List<LoggedNotice> log() {
        return Waiting.on(new PgNotificationLog(POSTGRES.database()).log(null, 100));
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

    private static NotificationSink.Slack held(String name, String client) {
        return new NotificationSink.Slack(name, null, null, null, client);
    }

    private static String campaignOf(String client) {
        String id = campaign();
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery("INSERT INTO ratio_fixer_clients (client_id, name, changed_at, changed_by)"
                        + " VALUES ($1, $2, now(), 'test') ON CONFLICT DO NOTHING")
                .execute(Tuple.of(client, "Client " + client)));
        Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery("UPDATE ratio_fixer_campaigns SET campaign_name = $2 || ' single',"
                        + " terms = jsonb_set(terms, '{labels}', jsonb_build_object('client', $2::text))"
                        + " WHERE campaign_id = $1")
                .execute(Tuple.of(id, client)));
        return id;
    }

    private List<String> textsAt(String path) {
        return received.stream()
                .filter(each -> each.path().equals(path))
                .map(each -> new JsonObject(each.body()).getString("text"))
                .toList();
    }

    @Test
    void aReceiverThatIsHeldToAClientHearsOfItsCampaignsAlone() {
        String alpha = campaignOf("alpha");
        String bravo = campaignOf("bravo");
        propose(alpha, "a");
        propose(bravo, "b");
        propose(campaign(), "nobodys");
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), bravo, "paused", 1));
        AlertCondition dead = AlertCondition.now(NotificationEvent.TOKEN_DEAD, "Google Ads", "invalid_grant");
        AlertCondition limit = AlertCondition.now(NotificationEvent.LIMIT_REACHED, bravo, "9 of 9");
        Waiting.on(outbox.seen(List.of(dead, limit)));
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE ratio_fixer_conditions SET since = now() - interval '1 minute'")
                .execute());
        Waiting.on(outbox.seen(List.of(dead, limit)));
        NotificationDispatcher dispatcher =
                dispatcher("one", new NotificationSink.Slack("team", null, null, null, null), held("alpha", "alpha"));

        dispatcher.start();

        await(
                "both hear",
                () -> received.stream().map(Received::path).distinct().count() == 2);
        await(
                "everything is sent",
                () -> log().stream()
                        .flatMap(logged -> logged.deliveries().stream())
                        .allMatch(delivery -> delivery.status().equals("sent")));
        String toTeam = String.join("\n", textsAt("/services/T0/B0/secret"));
        String toAlpha = String.join("\n", textsAt("/services/T0/B1/alpha"));
        assertThat(toTeam).contains("alpha single", "bravo single", "Google Ads", "is paused", "spending limit");
        assertThat(toAlpha)
                .contains("alpha single: an order waits for a decision")
                .doesNotContain("bravo", bravo, "Google Ads", "is paused", "spending limit", "test:");
        assertThat(Waiting.on(outbox.conditions("alpha"))).isEmpty();
        assertThat(Waiting.on(outbox.conditions("bravo")))
                .singleElement()
                .satisfies(told -> assertThat(told.subject()).isEqualTo(bravo));
        Waiting.on(OrderCampaigns.change(POSTGRES.database(), bravo, "running", 1));
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
    void theDigestIsOfEachClientAndAHeldReceiversOfItsOwn() {
        propose(campaignOf("alpha"), "a");
        propose(campaignOf("bravo"), "b");

        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, null)))
                .extracting(DigestEntry::subject)
                .contains("Promotion", "Client alpha", "Client bravo");
        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, "alpha")))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.id()).isEqualTo("alpha");
                    assertThat(day.text()).matches(".*\\d orders? waits?.*");
                });
        assertThat(Waiting.on(outbox.digest(OrderFixtures.NOW, "nobody"))).isEmpty();
    }

    @Test
    void whatWaitsForAReceiverThatIsHeldByNowIsDropped() {
        propose(campaignOf("alpha"), "a");
        propose(campaignOf("bravo"), "b");
        NotificationSink open = new NotificationSink.Slack("alpha", null, null, null, null);
        Waiting.on(outbox.distribute(List.of(open)));
        for (String client : List.of("alpha", "bravo")) {
            Waiting.on(outbox.add(
                    Notice.of(NotificationEvent.DIGEST, client, "a day", OrderFixtures.NOW),
                    "digest/2026-11-20/alpha/" + client,
                    "alpha"));
        }

        List<Notice> taken = Waiting.on(outbox.take("alpha", "alpha", "one", Duration.ZERO, false));

        assertThat(taken).extracting(Notice::about).containsExactlyInAnyOrder("alpha single", "alpha");
        assertThat(log().stream()
                        .flatMap(logged -> logged.deliveries().stream())
                        .filter(delivery -> delivery.status().equals("dropped")))
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.answer()).contains("held to client alpha"));
    }

    @Test
    void aHeldReceiverNeedsAnAddressOfItsOwnAndAClientThatThereIs() {
        propose(campaignOf("bravo"), "b");
        NotificationDispatcher dispatcher = dispatcher("one", held("bravo", "bravo"), held("alpha", "no-such-client"));

        dispatcher.start();

        await("both are named", () -> dispatcher.problems().size() == 2);
        assertThat(dispatcher.problems().get("bravo")).contains("SLACK_WEBHOOK_URLS");
        assertThat(dispatcher.problems().get("alpha")).contains("client no-such-client, and there is none");
        assertThat(received).as("nothing goes to everybody's address instead").isEmpty();
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
        RunTrial action = new RunTrial(
                "111",
                null,
                "2301",
                "likes",
                OrderFixtures.usd("10.00"),
                OrderFixtures.usd("11.00"),
                7,
                List.of(true, false, true, false, true, false),
                1,
                Duration.ofHours(6),
                ZoneOffset.UTC,
                Duration.ofDays(8));
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

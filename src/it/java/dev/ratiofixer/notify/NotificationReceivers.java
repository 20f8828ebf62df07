package dev.ratiofixer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.notify.NotificationCenter.LoggedNotice;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.store.notify.PgNotificationLog;
import dev.ratiofixer.store.notify.PgNotificationOutbox;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receivers of notices on this machine, and the orders that notices are about. */
abstract class NotificationReceivers {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    /** What a receiver by HTTP got. */
    record Received(String path, Map<String, String> headers, String body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    final List<Integer> answers = new CopyOnWriteArrayList<>();
    final List<NotificationDispatcher> running = new ArrayList<>();
    final PgNotificationOutbox outbox = new PgNotificationOutbox(POSTGRES.database());
    URI receiver = URI.create("http://127.0.0.1");

    @BeforeEach
    void aReceiver() {
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

    void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            received.add(new Received(request.path(), headers, body.toString()));
            int status = answers.isEmpty() ? 200 : answers.removeFirst();
            request.response().setStatusCode(status).end(status == 200 ? "ok" : "no_service");
        });
    }

    NotificationDispatcher dispatcher(String holder, NotificationSink... sinks) {
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

    static NotificationSink.Slack slack() {
        return new NotificationSink.Slack("team", Set.of(NotificationEvent.ORDER_WAITS), null, null, null);
    }

    static String campaign() {
        String id = UUID.randomUUID().toString();
        Waiting.on(OrderCampaigns.running(POSTGRES.database(), id, id.substring(0, 11), OrderFixtures.NOW, "one"));
        return id;
    }

    static Order propose(String campaign, String key) {
        Order order = OrderFixtures.task(campaign, key);
        Written written = write(order, null);
        assertThat(written).isInstanceOf(Written.Stored.class);
        return order;
    }

    static Written write(Order order, @Nullable Money servicePerDay) {
        EngineLimits limits = new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), true);
        return Waiting.on(new PgOrderLedger(POSTGRES.database(), "one")
                .write(
                        order,
                        new SpendRules(order.terms().limits(), servicePerDay, limits),
                        new OrderEvent(OrderFixtures.NOW, "policy", "because", null)));
    }

    static void await(String what, BooleanSupplier there) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " within two minutes").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    List<LoggedNotice> log() {
        return Waiting.on(new PgNotificationLog(POSTGRES.database()).log(null, 100));
    }
}

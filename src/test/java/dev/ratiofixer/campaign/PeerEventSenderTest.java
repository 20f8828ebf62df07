package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.ClusterEventBridge.PeerEventSender;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.RelayedEvents;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerEventSenderTest {
    private static final String PEER = Addresses.node("n2");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final BlockingQueue<Message<RelayedEvents>> came = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        vertx.eventBus().<RelayedEvents>localConsumer(PEER, came::add);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void tellsAgainWhatTheOtherNodeDidNotReceiveBeforeWhatCameMeanwhile() throws Exception {
        PeerEventSender feed =
                on(new PeerEventSender(new ClusterBus(vertx.eventBus()), "n1", "n2"), List.of(order("o-1")));
        Message<RelayedEvents> first = take();
        on(feed, List.of(order("o-2")));
        assertThat(came).as("one message at a time").isEmpty();

        first.fail(1, "too busy");
        Message<RelayedEvents> again = flushUntilSent(feed);

        assertThat(again.body().orders())
                .extracting(news -> news.order().orderId())
                .containsExactly("o-1", "o-2");
    }

    @Test
    void aReceivedMessageIsNotToldAgain() throws Exception {
        PeerEventSender feed =
                on(new PeerEventSender(new ClusterBus(vertx.eventBus()), "n1", "n2"), List.of(order("o-1")));
        take().reply(null);
        on(feed, List.of(order("o-2")));

        assertThat(flushUntilSent(feed).body().orders())
                .extracting(news -> news.order().orderId())
                .containsExactly("o-2");
    }

    private PeerEventSender on(PeerEventSender feed, List<OrderChanged> news) throws Exception {
        Promise<Void> done = Promise.promise();
        context.runOnContext(run -> {
            news.forEach(feed::add);
            feed.flush();
            done.complete();
        });
        done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return feed;
    }

    private Message<RelayedEvents> flushUntilSent(PeerEventSender feed) throws Exception {
        for (int pulse = 0; came.isEmpty() && pulse < 10_000; pulse++) {
            on(feed, List.of());
        }
        return take();
    }

    private Message<RelayedEvents> take() throws InterruptedException {
        Message<RelayedEvents> message = came.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static OrderChanged order(String id) {
        Money cost = Money.parse("1.00", "USD");
        OrderView view = new OrderView(
                id,
                "c-1",
                OrderType.TEAM_TASK,
                "7",
                OrderStatus.PENDING,
                1,
                cost,
                0,
                1,
                CampaignFixtures.NOW,
                null,
                "task",
                "a person",
                null,
                null);
        return new OrderChanged(view, null, 0, 1, 0, 1, 1);
    }
}

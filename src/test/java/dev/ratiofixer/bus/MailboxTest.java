package dev.ratiofixer.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mailbox answers: to requests by their type, to events, to what it does not know, and to too many. */
class MailboxTest {
    private static final String ADDRESS = "test.mailbox";

    private sealed interface Sum<R extends BusMessage> extends BusRequest<R> {
        record Add(int one, int other) implements Sum<Total> {}

        record Forget() implements Sum<Done> {}

        record Break() implements Sum<Total> {}
    }

    private record Total(int value) implements BusMessage {}

    private record Rained(int millimetres) implements BusMessage {}

    private record Stranger() implements BusRequest<Done> {}

    private final Vertx vertx = Vertx.vertx();
    private final LocalBus bus = new LocalBus(vertx.eventBus());
    private final List<Rained> rain = new ArrayList<>();
    private Future<Total> sum = Future.succeededFuture(new Total(5));

    @BeforeEach
    void codec() {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private Mailbox open(int limit) {
        Inbox inbox = Inbox.answers(Sum.class, this::answer).hears(Rained.class, event -> {
            rain.add(event);
            return Future.succeededFuture();
        });
        return Mailbox.open(vertx.eventBus(), ADDRESS, limit, inbox);
    }

    private BusReply answer(Sum<?> request) {
        return switch (request) {
            case Sum.Add add -> BusReply.to(add, sum);
            case Sum.Forget forget -> BusReply.done(forget, Future.succeededFuture("whatever the work gives"));
            case Sum.Break broken -> throw new IllegalStateException("broken");
        };
    }

    @Test
    void aRequestIsAnsweredWithWhatItsTypeSays() throws Exception {
        open(10);

        Future<Total> answer = bus.request(ADDRESS, new Sum.Add(2, 3));

        assertThat(await(answer).value()).isEqualTo(5);
        assertThat(await(bus.request(ADDRESS, new Sum.Forget()))).isEqualTo(Done.DONE);
    }

    /** One of those who share a mailbox. */
    private final class Sharer implements Mailbox.Recipient {
        private final ContextInternal home = (ContextInternal) vertx.getOrCreateContext();
        private int inFlight;

        @Override
        public ContextInternal home() {
            return home;
        }

        @Override
        public int inFlight(int more) {
            inFlight += more;
            return inFlight;
        }

        @Override
        public Optional<BusReply> handle(BusMessage message) {
            assertThat(ContextInternal.current()).isSameAs(home);
            return message instanceof Sum.Add add ? Optional.of(BusReply.to(add, sum)) : Optional.empty();
        }
    }

    @Test
    void thoseWhoShareAMailboxGetWhatIsForThemAndEachItsOwnLimit() throws Exception {
        Map<String, Sharer> sharers = Map.of("one", new Sharer(), "other", new Sharer());
        Mailbox.openShared(vertx.eventBus(), ADDRESS, 1, sharers::get);

        assertThat(await(bus.requestOf(ADDRESS, "one", new Sum.Add(2, 3))).value())
                .isEqualTo(5);
        Promise<Total> slow = Promise.promise();
        sum = slow.future();
        Future<Total> first = bus.requestOf(ADDRESS, "one", new Sum.Add(2, 3));
        assertThat(refusal(bus.requestOf(ADDRESS, "one", new Sum.Add(2, 3))).failureCode())
                .isEqualTo(ReplyFailureCode.OVERLOADED);
        Future<Total> others = bus.requestOf(ADDRESS, "other", new Sum.Add(2, 3));
        slow.complete(new Total(6));
        assertThat(await(first).value()).isEqualTo(6);
        assertThat(await(others).value()).isEqualTo(6);
        assertThat(refusal(bus.requestOf(ADDRESS, "none", new Sum.Add(2, 3))).failureCode())
                .isEqualTo(ReplyFailureCode.ELSEWHERE);
        assertThat(refusal(bus.request(ADDRESS, new Sum.Add(2, 3))).failureCode())
                .isEqualTo(ReplyFailureCode.UNKNOWN_MESSAGE);
    }

    @Test
    void whoTellsAnEventHearsWhenItWasWorkedIn() throws Exception {
        open(10);

        Object heard = await(vertx.eventBus().request(ADDRESS, new Rained(3))).body();

        assertThat(heard).isEqualTo(Done.DONE);
        assertThat(rain).containsExactly(new Rained(3));
    }

    @Test
    void anUnknownMessageAndABrokenHandlerGetAFailedReplyAndAreCounted() throws Exception {
        Mailbox mailbox = open(10);

        assertThat(refusal(bus.request(ADDRESS, new Stranger())))
                .hasMessage("test.mailbox takes no Stranger")
                .extracting(ReplyException::failureCode)
                .isEqualTo(ReplyFailureCode.UNKNOWN_MESSAGE);
        assertThat(refusal(bus.request(ADDRESS, new Sum.Break())).failureCode()).isEqualTo(ReplyFailureCode.FAILED);
        assertThat(mailbox.failures()).isEqualTo(2);
    }

    @Test
    void oneTooManyIsRefusedAtOnce() throws Exception {
        Mailbox mailbox = open(1);
        Promise<Total> slow = Promise.promise();
        sum = slow.future();
        Future<Total> first = bus.request(ADDRESS, new Sum.Add(1, 1));

        assertThat(refusal(bus.request(ADDRESS, new Sum.Add(2, 2))).failureCode())
                .isEqualTo(ReplyFailureCode.OVERLOADED);
        slow.complete(new Total(2));

        assertThat(await(first).value()).isEqualTo(2);
        assertThat(mailbox.failures()).isEqualTo(1);
    }

    private static ReplyException refusal(Future<?> answer) throws Exception {
        try {
            await(answer);
        } catch (ExecutionException failed) {
            return (ReplyException) Objects.requireNonNull(failed.getCause());
        }
        throw new AssertionError("it was answered");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

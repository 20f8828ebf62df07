package dev.ratiofixer.bus;

import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import io.vertx.core.Future;
import java.util.function.Function;

/** An inbox of a stand-in for a verticle: takes every request, and answers what the test says. */
public final class FakeInbox {
    private FakeInbox() {}

    /**
     * Makes it.
     *
     * @param handler must answer what the request's sender expects
     */
    public static Inbox of(Function<BusMessage, Future<? extends BusMessage>> handler) {
        return Inbox.answers(BusRequest.class, request -> new BusReply(handler.apply(request)));
    }
}

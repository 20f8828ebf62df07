package dev.ratiofixer.notify;

import io.vertx.core.Future;
import java.util.List;

/** Sends to one kind of sink. Called on any context; each call is bounded in time. */
interface NotificationSender {
    /**
     * Sends one message about all of these.
     *
     * @param conditions what is wrong now, for who keeps track of it
     * @return the sink's answer in one line; fails with a
     *     {@link dev.ratiofixer.provider.ProviderFailure.ProviderException}
     */
    Future<String> send(List<Notice> notices, List<AlertCondition> conditions);

    /** Whether it is to be told again and again what is wrong now. */
    default boolean repeats() {
        return false;
    }
}

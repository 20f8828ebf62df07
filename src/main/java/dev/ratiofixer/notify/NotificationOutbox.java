package dev.ratiofixer.notify;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is to be told until it is sent. Times are the store's own. A notice leaves at least once: only who dies
 * between a sink's answer and writing it down makes another send it again.
 */
public interface NotificationOutbox {
    /**
     * Writes a notice.
     *
     * @param once names what may be told once only; {@code null} for any number of times
     * @param sink for this one alone, {@code null} for all that want it
     */
    Future<Void> add(Notice notice, @Nullable String once, @Nullable String sink);

    /**
     * Gives every new notice to the sinks that want its event; to one that is held to a client only what is about that
     * client's campaigns.
     */
    Future<Void> distribute(Collection<NotificationSink> sinks);

    /**
     * Takes a sink for a while, if nobody else has it, its pause is over, and something has waited for it for so long.
     * What waits for a sink that was held to a client meanwhile, or whose campaign left the client, is dropped.
     *
     * @param client the client to which it is held, {@code null} for none
     * @param always whether it is taken also when nothing waits
     * @return what waits, oldest first; empty if it was not taken
     */
    Future<List<Notice>> take(String sink, @Nullable String client, String holder, Duration gather, boolean always);

    /** Writes down how sending ended, unless another has taken the sink since; the next message waits for the pause. */
    Future<Void> sent(String sink, String holder, List<Notice> notices, Outcome outcome, Duration pause);

    /** How a message ended. */
    sealed interface Outcome {
        /** One line for people. */
        String answer();

        record Delivered(String answer) implements Outcome {}

        /** The sink takes nothing until somebody mends the access; it is tried again after the pause. */
        record Locked(String answer) implements Outcome {}

        /** It is tried again after the pause. */
        record Postponed(String answer) implements Outcome {}

        /** It is not tried again. */
        record Failed(String answer) implements Outcome {}
    }

    /** Notes what this node finds wrong now. What is new, or back after long, becomes a notice. */
    Future<Void> seen(List<AlertCondition> conditions);

    /** Ends what nobody has seen for so long; that becomes a notice too. */
    Future<Void> endConditions(Duration unseen);

    /**
     * What is wrong now, as far as it was told.
     *
     * @param client only with this client's campaigns, {@code null} for all
     */
    Future<List<AlertCondition>> conditions(@Nullable String client);

    /** Finds what the database itself knows to be wrong. */
    Future<List<AlertCondition>> storedConditions(Instant now, SpendingBounds bounds);

    /**
     * The engine's limit of a day, in micros.
     *
     * @param perDay {@code null} for none
     */
    record SpendingBounds(@Nullable Long perDay, String currency) {}

    /**
     * What happened since an instant: of all campaigns and then of each client that had some, up to 20 in all; or of
     * one client alone. Nothing of a client that there is not.
     *
     * @param client {@code null} for all
     */
    Future<List<DigestEntry>> digest(Instant since, @Nullable String client);

    /**
     * A day of one client, or of all.
     *
     * @param id the client's, {@code ""} of all
     * @param subject what it is about, for people
     */
    record DigestEntry(String id, String subject, String text) {}

    /** Which of these clients there are. */
    Future<Set<String>> knownClients(Set<String> clients);

    /** Drops what is old, and what waits in vain: for sinks that are gone, and beyond what a sink may let wait. */
    Future<Void> cleanUp(Set<String> sinks, int mostWaiting, Duration keep);
}

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

    /** Gives every new notice to the sinks that want its event. */
    Future<Void> distribute(Collection<NotificationSink> sinks);

    /**
     * Takes a sink for a while, if nobody else has it, its pause is over, and something has waited for it for so long.
     *
     * @param always whether it is taken also when nothing waits
     * @return what waits, oldest first; empty if it was not taken
     */
    Future<List<Notice>> take(String sink, String holder, Duration gather, boolean always);

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

    /** What is wrong now, as far as it was told. */
    Future<List<AlertCondition>> conditions();

    /** Finds what the database itself knows to be wrong. */
    Future<List<AlertCondition>> storedConditions(Instant now, SpendingBounds bounds);

    /**
     * The engine's limit of a day, in micros.
     *
     * @param perDay {@code null} for none
     */
    record SpendingBounds(@Nullable Long perDay, String currency) {}

    /** What happened since an instant, as the text of a digest. */
    Future<String> digest(Instant since);

    /** Drops what is old, and what waits in vain: for sinks that are gone, and beyond what a sink may let wait. */
    Future<Void> cleanUp(Set<String> sinks, int mostWaiting, Duration keep);
}

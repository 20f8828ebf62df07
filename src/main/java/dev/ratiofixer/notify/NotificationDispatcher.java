package dev.ratiofixer.notify;

import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.notify.NotificationOutbox.DigestEntry;
import dev.ratiofixer.notify.NotificationOutbox.Outcome;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox: what comes within a few seconds goes in one message, and each sink gets a message at
 * most every so often, by one node at a time. A sink that does not take it is tried again after growing pauses, one
 * that needs another secret every quarter of an hour; a message that is refused for good is not sent again. What goes
 * wrong is said once in the log and stays in health. Any thread; a turn runs where the timers fire.
 */
public final class NotificationDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationDispatcher.class);
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final Duration GATHER = Duration.ofSeconds(4);
    /** Slack takes about one message a second; people take fewer. */
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    /** Until somebody has mended the access. */
    private static final Duration LOCKED = Duration.ofMinutes(15);

    private static final Duration CLEAN_UP = Duration.ofMinutes(10);
    private static final Duration KEEP = Duration.ofDays(90);
    /** A node that was down at the hour makes it when it is back. */
    private static final Duration LATE = Duration.ofHours(6);

    private static final Duration UNSEEN = Duration.ofMinutes(3);
    private static final int MOST_WAITING = 1_000;

    private final NotificationOutbox outbox;
    private final NotificationSenders senders;
    private final Supplier<List<NotificationSink>> sinks;
    private final String holder;
    private final InstantSource real;
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(15), RandomGenerator.getDefault());
    private final RepeatingTask turns;
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("notifications wait, it is tried again and again: {}", cause.toString()),
            () -> LOG.info("notifications can be sent again"));
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile Set<String> unknownClients = Set.of();
    private volatile Instant cleaned = Instant.EPOCH;
    private volatile Future<Void> turn = Future.succeededFuture();

    /**
     * Starts nothing yet.
     *
     * @param sinks those of the configuration in force
     * @param holder this life of this node
     * @param real real time, also where the engine's own runs faster
     * @param timers real time
     */
    public NotificationDispatcher(
            NotificationOutbox outbox,
            NotificationSenders senders,
            Supplier<List<NotificationSink>> sinks,
            String holder,
            InstantSource real,
            Timers timers) {
        this.outbox = outbox;
        this.senders = senders;
        this.sinks = sinks;
        this.holder = holder;
        this.real = real;
        this.turns = new RepeatingTask(timers, TURN, this::turn);
    }

    public void start() {
        turns.now();
    }

    /** Sends nothing new; done when what is under way has ended. */
    public Future<Void> stop() {
        turns.stop();
        return turn.otherwiseEmpty();
    }

    /** What keeps sinks from being told, by their names; empty where all is well. */
    public Map<String, String> problems() {
        Map<String, String> current = new HashMap<>();
        for (NotificationSink sink : sinks.get()) {
            String problem = problems.get(sink.name());
            String client = sink.client();
            if (client != null && unknownClients.contains(client)) {
                problem = "it is for the client " + client
                        + ", and there is none of that name: add the client, or correct the"
                        + " receiver (setting notify)";
            }
            if (problem != null) {
                current.put(sink.name(), problem);
            }
        }
        return Map.copyOf(current);
    }

    /** Sends a test to a sink at once; fails with what the sink says. */
    public Future<String> test(NotificationSink sink, String actor) {
        Notice notice = Notice.of(NotificationEvent.TEST, "This message", "sent by " + actor, real.instant());
        return senders.of(sink).send(List.of(notice), List.of());
    }

    private Future<Void> turn() {
        List<NotificationSink> all = sinks.get();
        Future<Void> running = outages.of(clients(all)
                .compose(known -> digests(all))
                .compose(made -> outbox.distribute(all))
                .compose(given -> outbox.endConditions(UNSEEN))
                .compose(ended -> Future.join(all.stream().map(this::serve).toList()))
                .compose(served -> cleanUp(all)));
        turn = running;
        return running;
    }

    /** A receiver of a client that is misspelt would hear nothing, and nobody would know. */
    private Future<Void> clients(List<NotificationSink> all) {
        Set<String> held = all.stream()
                .map(NotificationSink::client)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return held.isEmpty()
                ? Future.succeededFuture()
                : outbox.knownClients(held).map(known -> {
                    held.removeAll(known);
                    unknownClients = Set.copyOf(held);
                    return null;
                });
    }

    private Future<Void> serve(NotificationSink sink) {
        NotificationSender sender = senders.of(sink);
        Future<List<AlertCondition>> wrong =
                sender.repeats() ? outbox.conditions(sink.client()) : Future.succeededFuture(List.of());
        return wrong.compose(conditions -> {
            boolean always = conditions.stream().anyMatch(each -> sink.wants(each.event()));
            return outbox.take(sink.name(), sink.client(), holder, GATHER, always)
                    .compose(notices -> notices.isEmpty() && !always
                            ? Future.succeededFuture()
                            : send(sink, sender, notices, conditions));
        });
    }

    private Future<Void> send(
            NotificationSink sink, NotificationSender sender, List<Notice> notices, List<AlertCondition> conditions) {
        return sender.send(notices, conditions)
                .<Outcome>map(Outcome.Delivered::new)
                .otherwise(cause -> failed(ProviderException.of(cause)))
                .compose(outcome -> outbox.sent(sink.name(), holder, notices, outcome, pause(sink, outcome)));
    }

    /** Whether trying the same again can help. */
    private static Outcome failed(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Rejected refused -> new Outcome.Failed(refused.detail());
            case ProviderFailure.NotFound refused -> new Outcome.Failed(refused.detail());
            case ProviderFailure.Unauthorized refused -> new Outcome.Locked(refused.detail());
            case ProviderFailure.QuotaExhausted later -> new Outcome.Postponed(later.detail());
            case ProviderFailure.Throttled later -> new Outcome.Postponed(later.detail());
            case ProviderFailure.Unreachable later -> new Outcome.Postponed(later.detail());
            case ProviderFailure.Indeterminate later -> new Outcome.Postponed(later.detail());
            case ProviderFailure.Aborted later -> new Outcome.Postponed(later.detail());
        };
    }

    private Duration pause(NotificationSink sink, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> {
                failures.remove(sink.name());
                if (problems.remove(sink.name()) != null) {
                    LOG.info("sink={} takes notifications again", sink.name());
                }
                yield BETWEEN;
            }
            case Outcome.Postponed later -> {
                int failed = failures.merge(sink.name(), 1, Integer::sum);
                note(sink, later.answer());
                yield backoff.after(failed, null);
            }
            case Outcome.Locked locked -> {
                note(sink, locked.answer());
                yield LOCKED;
            }
            case Outcome.Failed refused -> {
                note(sink, refused.answer());
                yield BETWEEN;
            }
        };
    }

    private void note(NotificationSink sink, String problem) {
        if (!problem.equals(problems.put(sink.name(), problem))) {
            LOG.error("sink={} takes no notifications: {}", sink.name(), problem);
        }
    }

    /** Each sink's digest at its hour, once a day whichever node makes it. */
    private Future<Void> digests(List<NotificationSink> all) {
        Instant now = real.instant();
        Future<Void> made = Future.succeededFuture();
        for (NotificationSink sink : all) {
            LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
            Instant due = day.atTime(sink.digestTime()).toInstant(ZoneOffset.UTC);
            boolean wanted = sink.wants(NotificationEvent.DIGEST) && !(sink instanceof NotificationSink.Alertmanager);
            if (wanted && !now.isBefore(due) && now.isBefore(due.plus(LATE))) {
                made = made.compose(before -> digest(sink, day, now));
            }
        }
        return made;
    }

    private Future<Void> digest(NotificationSink sink, LocalDate day, Instant now) {
        return outbox.digest(now.minus(Duration.ofDays(1)), sink.client()).compose(entries -> {
            Future<Void> made = Future.succeededFuture();
            for (DigestEntry entry : entries) {
                String once = "digest/" + day + "/" + sink.name() + (entry.id().isEmpty() ? "" : "/" + entry.id());
                made = made.compose(before -> outbox.add(
                        Notice.of(NotificationEvent.DIGEST, entry.subject(), entry.text(), now), once, sink.name()));
            }
            return made;
        });
    }

    private Future<Void> cleanUp(List<NotificationSink> all) {
        Instant now = real.instant();
        if (cleaned.isAfter(now.minus(CLEAN_UP))) {
            return Future.succeededFuture();
        }
        cleaned = now;
        return outbox.cleanUp(names(all), MOST_WAITING, KEEP);
    }

    private static Set<String> names(List<NotificationSink> all) {
        return all.stream().map(NotificationSink::name).collect(Collectors.toUnmodifiableSet());
    }
}

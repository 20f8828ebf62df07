package dev.ratiofixer.youtube;

import dev.ratiofixer.bus.Traces;
import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.quota.QuotaLease;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The loop: whenever something may have become due it sends what the schedule, the look-ups, the budget and the
 * upstream allow, and sets one timer for the rest. All on the verticle's context.
 */
final class Poller {
    private static final Duration UNPAID_NAP = Duration.ofSeconds(5);
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);
    private static final Duration GATHER = Duration.ofMillis(2);

    /** So long after the last newcomer of a crowd polling goes on, and so long after the first one at the latest. */
    private static final Duration CROWD_IS_COMPLETE = Duration.ofMillis(300);

    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(10);

    private final PollingSchedule<WatchedVideo> schedule;
    private final VideoLookupBatcher lookUps;
    private final QuotaMeteredApi calls;
    private final PollResultHandler readings;
    private final OutageNotifier alarm;
    private final InstantSource clock;
    private final Timers timers;
    private final Executor nextTurn;
    private final int mostInFlight;
    private int inFlight;
    private boolean running;
    private boolean again;
    private boolean soon;
    private boolean next;
    private boolean unpaid;
    private boolean stopped;
    private Timers.@Nullable Timer timer;
    private Instant crowdSince = Instant.MIN;
    private Instant lastNewcomer = Instant.MIN;
    private Instant crowdUntil = Instant.MIN;

    /** @param nextTurn runs a task on the verticle's context, after what it has to do already */
    Poller(
            PollingSchedule<WatchedVideo> schedule,
            VideoLookupBatcher lookUps,
            QuotaMeteredApi calls,
            PollResultHandler readings,
            OutageNotifier alarm,
            InstantSource clock,
            Timers timers,
            Executor nextTurn,
            int mostInFlight) {
        this.schedule = schedule;
        this.lookUps = lookUps;
        this.calls = calls;
        this.readings = readings;
        this.alarm = alarm;
        this.clock = clock;
        this.timers = timers;
        this.nextTurn = nextTurn;
        this.mostInFlight = mostInFlight;
    }

    /** Sends what is due. */
    void pump() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        do {
            again = false;
            sendAll();
        } while (again && !stopped);
        running = false;
        nap();
    }

    /** Pumps in a moment, so that what is asked at the same time goes out together. */
    void pumpSoon() {
        if (!soon && !stopped) {
            soon = true;
            timers.after(GATHER, () -> {
                soon = false;
                pump();
            });
        }
    }

    /** For somebody who waits for an answer: pumps at once if no call is under way, else as {@link #pumpSoon}. */
    void pumpForSomebody() {
        if (inFlight > 0) {
            pumpSoon();
        } else if (!next && !stopped) {
            next = true;
            nextTurn.execute(() -> {
                next = false;
                pump();
            });
        }
    }

    /**
     * One of many newcomers has come, as after a restart: polling waits until all have, as it would take the processor
     * from bringing them here. Look-ups do not wait.
     */
    void crowdArrives(Instant now) {
        crowdSince = now.isAfter(lastNewcomer.plus(CROWD_IS_COMPLETE)) ? now : crowdSince;
        lastNewcomer = now;
        Instant latest = crowdSince.plus(LONGEST_ARRIVAL);
        Instant next = now.plus(CROWD_IS_COMPLETE);
        crowdUntil = next.isBefore(latest) ? next : latest;
    }

    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    int inFlight() {
        return inFlight;
    }

    private void sendAll() {
        Instant now = clock.instant();
        schedule.afford(calls.callsPerSecond(now), now);
        alarm.update(calls.trouble(now));
        calls.refusal(now).ifPresent(failure -> lookUps.failAll(new ProviderException(failure)));
        unpaid = false;
        while (!stopped && inFlight < mostInFlight && calls.open(now)) {
            if (!lookUp() && !poll(now)) {
                return;
            }
        }
    }

    private boolean lookUp() {
        Optional<QuotaLease> paid = lookUps.waiting() == 0 ? Optional.empty() : paidOrWait(calls.payUnit());
        if (paid.isEmpty()) {
            return false;
        }
        VideoLookupBatcher.Taken taken = lookUps.take(PollingSchedule.BATCH);
        int room = PollingSchedule.BATCH - taken.size();
        boolean full = schedule.members() >= PollingSchedule.ALWAYS_FULL;
        send(paid.get(), VideoCall.DETAILS, full ? schedule.ride(room) : List.of(), taken);
        return true;
    }

    private boolean poll(Instant now) {
        if (now.isBefore(crowdUntil)) {
            return false;
        }
        List<PollSlot<WatchedVideo>> slots = schedule.take(now);
        if (slots.isEmpty()) {
            return false;
        }
        boolean detailed = slots.stream().anyMatch(slot -> slot.value().factsAreWanted(now));
        Optional<QuotaLease> paid = paidOrWait(calls.payPoll(detailed));
        if (paid.isEmpty()) {
            slots.reversed().forEach(schedule::retry);
            return false;
        }
        send(paid.get(), call(paid.get(), slots, now), slots, VideoLookupBatcher.Taken.NONE);
        return true;
    }

    private VideoCall call(QuotaLease paid, List<PollSlot<WatchedVideo>> slots, Instant now) {
        if (calls.isStats(paid)) {
            return VideoCall.STATS;
        }
        return slots.stream().anyMatch(slot -> slot.value().factsAreDue(now)) ? VideoCall.DETAILS : VideoCall.STATUS;
    }

    private void send(
            QuotaLease paid, VideoCall call, List<PollSlot<WatchedVideo>> slots, VideoLookupBatcher.Taken taken) {
        Set<VideoId> ids = new LinkedHashSet<>(taken.ids());
        slots.forEach(slot -> ids.add(slot.value().id));
        inFlight++;
        Traces.root(
                        "poll",
                        () -> calls.videos(paid, call, List.copyOf(ids)).onComplete(done -> {
                            inFlight--;
                            if (done.succeeded()) {
                                answered(done.result(), slots, taken);
                            } else {
                                slots.reversed().forEach(schedule::retry);
                                taken.fail(done.cause());
                            }
                        }))
                .onComplete(done -> pump());
    }

    private void answered(VideoBatch answer, List<PollSlot<WatchedVideo>> slots, VideoLookupBatcher.Taken taken) {
        Instant now = clock.instant();
        for (PollSlot<WatchedVideo> slot : slots) {
            schedule.settle(slot, now);
            readings.polled(slot.value(), answer, now);
        }
        taken.settle(answer);
    }

    private Optional<QuotaLease> paidOrWait(Optional<QuotaLease> paid) {
        unpaid = unpaid || paid.isEmpty();
        return paid;
    }

    private void nap() {
        Instant now = clock.instant();
        if (!calls.open(now)) {
            sleep(calls.untilOpen(now));
        } else if (unpaid) {
            sleep(calls.exhausted() ? LONGEST_NAP : UNPAID_NAP);
        } else {
            Duration arriving = Duration.between(now, now.isBefore(crowdUntil) ? crowdUntil : now);
            Duration next = inFlight < mostInFlight ? schedule.untilNext(now) : LONGEST_NAP;
            sleep(arriving.compareTo(next) > 0 ? arriving : next);
        }
    }

    private void sleep(Duration wanted) {
        if (timer != null) {
            timer.cancel();
        }
        timer = stopped ? null : timers.after(wanted.compareTo(LONGEST_NAP) < 0 ? wanted : LONGEST_NAP, this::pump);
    }
}

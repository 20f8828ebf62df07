package dev.ratiofixer.youtube.schedule;

import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Packs the videos of all classes into batches of fifty, spread evenly over time. Each class is a queue that goes on
 * where the last call ended, so every call is full and no video waits much longer than its interval. Everything costs
 * O(batch + classes), however many videos there are.
 *
 * <p>Pure: it reads no clock. Not thread-safe.
 */
public final class PollingSchedule<V> {
    /** Ids that one call may name. */
    public static final int BATCH = 50;
    /** So many videos that were never read are due at once; more, as after a restart, are spread over an interval. */
    public static final int NEWCOMERS_AT_ONCE = 200;
    /** From so many videos on, no call leaves with room for more ids. */
    public static final int ALWAYS_FULL = 500;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final double ROUNDING = 1e-6;
    /** The part of its interval that a queue waits for company rather than make a call that is not full. */
    private static final double PATIENCE = 0.25;

    private final Map<PollClass, PollQueue<V>> queues =
            new TreeMap<>(Comparator.comparing(PollClass::priority).thenComparing(PollClass::interval));
    private IntervalScaling stretch = IntervalScaling.NONE;
    private Instant accrued;
    private int members;
    private int unread;

    public PollingSchedule(Instant now) {
        this.accrued = now;
    }

    /** Videos in all queues. */
    public int members() {
        return members;
    }

    /** Videos that were never read. */
    public int unread() {
        return unread;
    }

    /** The stretch in force. */
    public IntervalScaling stretch() {
        return stretch;
    }

    /** Videos of one priority. */
    public int members(WatchPriority priority) {
        return queues.values().stream()
                .filter(queue -> queue.pollClass.priority() == priority)
                .mapToInt(PollQueue::members)
                .sum();
    }

    /** The shortest interval in force among videos of one priority. */
    public Optional<Duration> shortestInterval(WatchPriority priority) {
        return queues.values().stream()
                .filter(queue -> queue.pollClass.priority() == priority)
                .map(queue -> queue.interval(stretch))
                .min(Comparator.naturalOrder());
    }

    /** The interval in force for a slot, {@code null} if it was given up. */
    public @Nullable Duration interval(PollSlot<V> slot) {
        PollQueue<V> queue = slot.queue;
        return queue == null ? null : queue.interval(stretch);
    }

    /** When the video that waits longest was last read, of those that were read at all. */
    public Optional<Instant> oldestReading() {
        return queues.values().stream()
                .map(PollQueue::first)
                .filter(Objects::nonNull)
                .filter(PollSlot::wasRead)
                .map(slot -> slot.polledAt)
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }

    /**
     * Gives a video that was never read a slot at the head of its queue. It is due at once, unless more than
     * {@link #NEWCOMERS_AT_ONCE} are waiting like it.
     */
    public PollSlot<V> join(V value, PollClass pollClass) {
        PollSlot<V> slot = new PollSlot<>(value);
        PollQueue<V> queue = queue(pollClass);
        queue.enrol(slot);
        queue.addFirst(slot);
        members++;
        unread++;
        if (unread <= NEWCOMERS_AT_ONCE) {
            queue.lend(1);
        }
        return slot;
    }

    /** Changes the class of a slot; it goes last in its new queue. */
    public void move(PollSlot<V> slot, PollClass pollClass) {
        PollQueue<V> old = slot.queue;
        if (old == null || old.pollClass.equals(pollClass)) {
            return;
        }
        boolean waiting = slot.waiting;
        dismiss(old, slot);
        queue(pollClass).enrol(slot);
        if (waiting) {
            queue(pollClass).addLast(slot);
        }
    }

    /** Gives a slot up, also while its poll is under way. */
    public void leave(PollSlot<V> slot) {
        if (slot.queue != null) {
            dismiss(slot.queue, slot);
            members--;
            unread -= slot.wasRead() ? 0 : 1;
        }
    }

    /** Puts a slot last, because its poll was answered or because it was read outside the schedule. */
    public void settle(PollSlot<V> slot, Instant now) {
        PollQueue<V> queue = slot.queue;
        if (queue == null) {
            return;
        }
        if (slot.waiting) {
            queue.takeOut(slot);
        }
        unread -= slot.wasRead() ? 0 : 1;
        slot.polledAt = now.toEpochMilli();
        queue.addLast(slot);
    }

    /** Takes a slot out while it is read outside the schedule; {@link #settle} or {@link #retry} puts it back. */
    public void hold(PollSlot<V> slot) {
        if (slot.queue != null && slot.waiting) {
            slot.queue.takeOut(slot);
        }
    }

    /** Puts a slot first, because its poll brought nothing. */
    public void retry(PollSlot<V> slot) {
        PollQueue<V> queue = slot.queue;
        if (queue != null && !slot.waiting) {
            queue.addFirst(slot);
            queue.lend(1);
        }
    }

    /** Sets the stretch so that polling costs no more than this. */
    public void afford(double callsPerSecond, Instant now) {
        accrue(now);
        stretch = IntervalScaling.fit(this::callsPerSecond, callsPerSecond);
    }

    /** The next batch if one is due, otherwise nothing. */
    public List<PollSlot<V>> take(Instant now) {
        accrue(now);
        if (!due()) {
            return List.of();
        }
        List<PollSlot<V>> batch = new ArrayList<>(BATCH);
        for (PollQueue<V> queue : queues.values()) {
            while (batch.size() < BATCH && queue.isDue(ROUNDING)) {
                batch.add(queue.take());
            }
        }
        for (PollQueue<V> queue : queues.values()) {
            if (batch.size() < BATCH && queue.isDue(1 - ROUNDING)) {
                batch.add(queue.take());
            }
        }
        if (members >= ALWAYS_FULL) {
            batch.addAll(fill(BATCH - batch.size()));
        }
        return batch;
    }

    /**
     * Up to {@code room} videos that ride along in a call that is made for something else, the ones polled longest ago
     * first. That costs nothing, and puts their own turn off. Where the units suffice for every interval, no queue gets
     * more than a batch ahead of its turn, so that many such calls do not read videos again and again.
     */
    public List<PollSlot<V>> ride(int room) {
        boolean scarce = !stretch.equals(IntervalScaling.NONE);
        return inTurn(room, queue -> queue.waiting() > 0 && (scarce || queue.mayRide()));
    }

    private List<PollSlot<V>> fill(int room) {
        return inTurn(room, queue -> queue.waiting() > 0);
    }

    private List<PollSlot<V>> inTurn(int room, Predicate<PollQueue<V>> mayGo) {
        List<PollSlot<V>> riders = new ArrayList<>();
        boolean more = true;
        while (more && riders.size() < room) {
            more = false;
            for (PollQueue<V> queue : queues.values()) {
                if (riders.size() < room && mayGo.test(queue)) {
                    riders.add(queue.take());
                    more = true;
                }
            }
        }
        return riders;
    }

    /** How long until {@link #take} may have something; a minute at most. */
    public Duration untilNext(Instant now) {
        accrue(now);
        double full = untilFull();
        double wait = Math.min(full, LONGEST_WAIT.toMillis() / 1e3);
        for (PollQueue<V> queue : queues.values()) {
            double alone = untilAlone(queue);
            // A queue that can ride in a full batch soon does not ask for a call of its own.
            if (full - alone > patience(queue)) {
                wait = Math.min(wait, alone);
            }
        }
        return Duration.ofMillis(Math.max(0, (long) Math.ceil(wait * 1e3 - ROUNDING)));
    }

    private boolean due() {
        double full = untilFull();
        return full <= ROUNDING
                || queues.values().stream().anyMatch(queue -> untilAlone(queue) <= ROUNDING && full > patience(queue));
    }

    /** Seconds until a whole batch is ready. */
    private double untilFull() {
        double ready = 0;
        double rate = 0;
        for (PollQueue<V> queue : queues.values()) {
            ready += Math.min(queue.credit, queue.waiting());
            rate += queue.waiting() > queue.credit ? queue.members() / queue.seconds(stretch) : 0;
        }
        return ready >= BATCH ? 0 : (BATCH - ready) / rate;
    }

    /** Seconds until this queue is worth a call of its own. */
    private double untilAlone(PollQueue<V> queue) {
        return queue.waiting() == 0
                ? Double.POSITIVE_INFINITY
                : Math.max(0, (queue.callsAt() + queue.holesFirst() - queue.credit) / rate(queue));
    }

    private double patience(PollQueue<V> queue) {
        return queue.seconds(stretch) * PATIENCE;
    }

    private double rate(PollQueue<V> queue) {
        return queue.slots() / queue.seconds(stretch);
    }

    private void accrue(Instant now) {
        double seconds = Duration.between(accrued, now).toNanos() / 1e9;
        if (seconds > 0) {
            queues.values().forEach(queue -> queue.accrue(seconds, stretch));
        }
        // Also where a clock was put back: polling does not wait until it shows again what it showed before.
        accrued = now;
    }

    private double callsPerSecond(IntervalScaling tried) {
        double ids = 0;
        for (PollQueue<V> queue : queues.values()) {
            ids += queue.members() / queue.seconds(tried);
        }
        double calls = ids / BATCH;
        for (PollQueue<V> queue : queues.values()) {
            double period = queue.callsAt() / queue.members() * queue.seconds(tried);
            if (1 / calls - period > queue.seconds(tried) * PATIENCE) {
                calls = 1 / period;
            }
        }
        return calls;
    }

    private PollQueue<V> queue(PollClass pollClass) {
        return queues.computeIfAbsent(pollClass, PollQueue::new);
    }

    private void dismiss(PollQueue<V> queue, PollSlot<V> slot) {
        queue.dismiss(slot);
        if (queue.members() == 0) {
            queues.remove(queue.pollClass);
        }
    }

    /**
     * Videos that are polled alike: same interval, same priority.
     *
     * @param interval wanted time between two polls of a video
     */
    public record PollClass(WatchPriority priority, Duration interval) {
        private static final int EXACT_SECONDS = 100;

        /**
         * The class of a wish: not under the floor, and rounded down to two figures of seconds, so that there are few
         * classes however many different wishes there are.
         */
        public static PollClass of(WatchPriority priority, Duration wish, Duration floor) {
            if (wish.compareTo(floor) <= 0) {
                return new PollClass(priority, floor);
            }
            long seconds = Math.max(1, wish.toSeconds());
            long step = 1;
            while (seconds / step >= EXACT_SECONDS) {
                step *= 10;
            }
            Duration rounded = Duration.ofSeconds(seconds / step * step);
            return new PollClass(priority, rounded.compareTo(floor) < 0 ? floor : rounded);
        }
    }

    /**
     * How much longer than wanted each class waits. Under growing pressure calm videos wait first, up to eight times
     * the stretch of normal ones, and normal ones up to eight times that of urgent ones: nobody is starved.
     */
    public record IntervalScaling(double urgent, double normal, double calm) {
        /** Everybody gets the wanted interval. */
        public static final IntervalScaling NONE = new IntervalScaling(1, 1, 1);

        private static final double STEP = 8;
        private static final double MOST_PRESSURE = 1e9;
        private static final int HALVINGS = 60;

        public double of(WatchPriority priority) {
            return switch (priority) {
                case URGENT -> urgent;
                case NORMAL -> normal;
                case CALM -> calm;
            };
        }

        /**
         * The least stretch whose cost is affordable.
         *
         * @param callsPerSecond what a stretch costs; must not rise with it
         */
        static IntervalScaling fit(ToDoubleFunction<IntervalScaling> callsPerSecond, double affordable) {
            if (callsPerSecond.applyAsDouble(NONE) <= affordable) {
                return NONE;
            }
            double low = 1;
            double high = MOST_PRESSURE;
            for (int i = 0; i < HALVINGS; i++) {
                // Geometric, as the pressure spans nine orders of magnitude.
                double middle = Math.sqrt(low * high);
                if (callsPerSecond.applyAsDouble(under(middle)) <= affordable) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return under(high);
        }

        private static IntervalScaling under(double pressure) {
            return new IntervalScaling(Math.max(1, pressure / (STEP * STEP)), Math.max(1, pressure / STEP), pressure);
        }
    }
}

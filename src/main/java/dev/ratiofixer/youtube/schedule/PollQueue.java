package dev.ratiofixer.youtube.schedule;

import dev.ratiofixer.youtube.schedule.PollingSchedule.IntervalScaling;
import dev.ratiofixer.youtube.schedule.PollingSchedule.PollClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one class in the order in which they are polled, least recently polled first. The queue turns at the
 * rate that takes it round once an interval; {@code credit} is how many polls it is behind that.
 *
 * <p>Whoever leaves leaves a hole where it was, which the queue passes as it passes a slot. Without holes a queue that
 * is left would turn more slowly at once, and who waits behind would wait longer than an interval: of {@code n} that
 * leave as soon as they are polled, the last one as many intervals as 1 + 1/2 + … + 1/n. For the same reason a turn
 * that has begun is finished at its pace, although the holes in it are gone once they are passed.
 */
public final class PollQueue<V> {
    /** More is not made up for after a pause: eight full batches. */
    private static final double MOST_CREDIT = 8.0 * PollingSchedule.BATCH;
    /** Riding along in other calls delays a queue's own turn by no more than one batch. */
    private static final double DEEPEST_DEBT = PollingSchedule.BATCH;
    /** Nor by more than this part of an interval, or a single slot's turn. */
    private static final double LONGEST_DEBT = 0.25;

    final PollClass pollClass;
    double credit;
    private int members;
    private int waiting;
    private int holes;
    private int holesAtTheEnd;
    /** Slots when this turn began. */
    private int turn;
    /** How many of them are still to be passed. */
    private int turnLeft;

    private @Nullable PollSlot<V> head;
    private @Nullable PollSlot<V> tail;

    PollQueue(PollClass pollClass) {
        this.pollClass = pollClass;
    }

    /** All slots, those being polled included. */
    int members() {
        return members;
    }

    /** Slots that may be taken. */
    int waiting() {
        return waiting;
    }

    void enrol(PollSlot<V> slot) {
        slot.queue = this;
        members++;
    }

    void dismiss(PollSlot<V> slot) {
        members--;
        holes++;
        if (slot.waiting) {
            leaveBehind(slot, slot.holesBefore + 1);
            unlink(slot);
            passHoles();
        } else {
            holesAtTheEnd++;
        }
        slot.queue = null;
    }

    void addLast(PollSlot<V> slot) {
        slot.before = tail;
        slot.after = null;
        if (tail == null) {
            head = slot;
        } else {
            tail.after = slot;
        }
        slot.holesBefore = holesAtTheEnd;
        holesAtTheEnd = 0;
        tail = slot;
        slot.waiting = true;
        waiting++;
    }

    void addFirst(PollSlot<V> slot) {
        slot.after = head;
        slot.before = null;
        if (head == null) {
            tail = slot;
        } else {
            head.before = slot;
        }
        slot.holesBefore = 0;
        head = slot;
        slot.waiting = true;
        waiting++;
    }

    @Nullable
    PollSlot<V> first() {
        return head;
    }

    /** Takes the head out for a poll. */
    PollSlot<V> take() {
        PollSlot<V> slot = head;
        if (slot == null) {
            throw new IllegalStateException("no slot waits");
        }
        takeOut(slot);
        return slot;
    }

    /** Takes any waiting slot out, because it is polled or was read. */
    void takeOut(PollSlot<V> slot) {
        int passed = slot == head ? slot.holesBefore : 0;
        leaveBehind(slot, slot.holesBefore - passed);
        unlink(slot);
        pass(passed, 1);
        lend(-1.0 - passed);
    }

    /** So many slots come past; with the last of them the next turn begins. */
    private void pass(int passedHoles, int passedSeats) {
        holes -= passedHoles;
        turnLeft -= passedHoles + passedSeats;
        if (turnLeft <= 0) {
            turn = members + holes;
            turnLeft = turn;
        }
    }

    /** What has to be passed before the first slot. */
    int holesFirst() {
        PollSlot<V> first = head;
        return first == null ? 0 : first.holesBefore;
    }

    /** Whether the first slot's turn has come, or comes with so much more credit. */
    boolean isDue(double more) {
        return waiting > 0 && credit + more >= 1 + holesFirst();
    }

    /** Changes the credit within its bounds. */
    void lend(double polls) {
        credit += polls;
        passHoles();
        credit = Math.clamp(credit, -mostDebt(), Math.min(slots(), MOST_CREDIT));
    }

    /** Holes that come first are passed as soon as they can be: with credit left the first slot is due. */
    private void passHoles() {
        PollSlot<V> first = head;
        if (first != null && first.holesBefore > 0 && credit >= 1) {
            int passed = (int) Math.min(first.holesBefore, credit);
            first.holesBefore -= passed;
            pass(passed, 0);
            credit -= passed;
        }
    }

    private double mostDebt() {
        return Math.min(DEEPEST_DEBT, Math.max(1, LONGEST_DEBT * slots()));
    }

    /** What the queue passes in an interval. */
    int slots() {
        return Math.max(turn, members + holes);
    }

    /** Whether riding along leaves its mark: a queue that is as far ahead as it can be has had its share. */
    boolean mayRide() {
        return credit > -mostDebt();
    }

    void accrue(double seconds, IntervalScaling stretch) {
        lend(slots() * seconds / seconds(stretch));
    }

    /** The interval in force, in seconds. */
    double seconds(IntervalScaling stretch) {
        return pollClass.interval().toNanos() / 1e9 * stretch.of(pollClass.priority());
    }

    Duration interval(IntervalScaling stretch) {
        double times = stretch.of(pollClass.priority());
        return times == 1 ? pollClass.interval() : Duration.ofMillis(Math.round(seconds(stretch) * 1e3));
    }

    /** The credit at which the queue asks for a call even if that is not full: all of it, or half of a middling one. */
    double callsAt() {
        return members <= PollingSchedule.BATCH ? members : Math.min(PollingSchedule.BATCH, members / 2.0);
    }

    private void leaveBehind(PollSlot<V> slot, int left) {
        if (slot.after == null) {
            holesAtTheEnd += left;
        } else {
            slot.after.holesBefore += left;
        }
    }

    private void unlink(PollSlot<V> slot) {
        if (slot.before == null) {
            head = slot.after;
        } else {
            slot.before.after = slot.after;
        }
        if (slot.after == null) {
            tail = slot.before;
        } else {
            slot.after.before = slot.before;
        }
        slot.before = null;
        slot.after = null;
        slot.waiting = false;
        waiting--;
    }

    /**
     * A video's place in a queue. While its poll is under way it is out of the queue, so that it cannot be polled twice
     * at a time.
     */
    public static final class PollSlot<V> {
        private final V value;

        @Nullable
        PollQueue<V> queue;

        @Nullable
        PollSlot<V> before;

        @Nullable
        PollSlot<V> after;

        boolean waiting;
        /** How many have left from right before it. */
        int holesBefore;
        /** Milliseconds of the epoch. */
        long polledAt = Long.MIN_VALUE;

        PollSlot(V value) {
            this.value = value;
        }

        boolean wasRead() {
            return polledAt != Long.MIN_VALUE;
        }

        public V value() {
            return value;
        }
    }
}

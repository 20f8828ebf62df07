package dev.ratiofixer.youtube.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The seats of one class in the order in which they are polled, least recently polled first. The ring turns at the rate
 * that takes it round once an interval; {@code credit} is how many polls it is behind that.
 */
final class Ring<V> {
    /** More is not made up for after a pause: eight full batches. */
    private static final double MOST_CREDIT = 8.0 * PollingSchedule.BATCH;
    /** Riding along in other calls delays a ring's own turn by no more than one batch. */
    private static final double DEEPEST_DEBT = -PollingSchedule.BATCH;

    final PollClass pollClass;
    double credit;
    private int members;
    private int waiting;
    private @Nullable Seat<V> head;
    private @Nullable Seat<V> tail;

    Ring(PollClass pollClass) {
        this.pollClass = pollClass;
    }

    /** All seats, those being polled included. */
    int members() {
        return members;
    }

    /** Seats that may be taken. */
    int waiting() {
        return waiting;
    }

    void enrol(Seat<V> seat) {
        seat.ring = this;
        members++;
    }

    void dismiss(Seat<V> seat) {
        if (seat.waiting) {
            unlink(seat);
        }
        seat.ring = null;
        members--;
    }

    void addLast(Seat<V> seat) {
        seat.before = tail;
        seat.after = null;
        if (tail == null) {
            head = seat;
        } else {
            tail.after = seat;
        }
        tail = seat;
        seat.waiting = true;
        waiting++;
    }

    void addFirst(Seat<V> seat) {
        seat.after = head;
        seat.before = null;
        if (head == null) {
            tail = seat;
        } else {
            head.before = seat;
        }
        head = seat;
        seat.waiting = true;
        waiting++;
    }

    @Nullable
    Seat<V> first() {
        return head;
    }

    /** Takes the head out for a poll. */
    Seat<V> take() {
        Seat<V> seat = head;
        if (seat == null) {
            throw new IllegalStateException("no seat waits");
        }
        takeOut(seat);
        return seat;
    }

    /** Takes any waiting seat out for a poll. */
    void takeOut(Seat<V> seat) {
        unlink(seat);
        lend(-1);
    }

    /** Changes the credit within its bounds. */
    void lend(double polls) {
        credit = Math.clamp(credit + polls, DEEPEST_DEBT, Math.min(members, MOST_CREDIT));
    }

    /** Whether riding along leaves its mark: a ring that is as far ahead as it can be has had its share. */
    boolean mayRide() {
        return credit > DEEPEST_DEBT;
    }

    void accrue(double seconds, Stretch stretch) {
        lend(members * seconds / seconds(stretch));
    }

    /** The interval in force, in seconds. */
    double seconds(Stretch stretch) {
        return pollClass.interval().toNanos() / 1e9 * stretch.of(pollClass.priority());
    }

    Duration interval(Stretch stretch) {
        double times = stretch.of(pollClass.priority());
        return times == 1 ? pollClass.interval() : Duration.ofMillis(Math.round(seconds(stretch) * 1e3));
    }

    /** The credit at which the ring asks for a call even if that is not full: all of it, or half of a middling one. */
    double callsAt() {
        return members <= PollingSchedule.BATCH ? members : Math.min(PollingSchedule.BATCH, members / 2.0);
    }

    private void unlink(Seat<V> seat) {
        if (seat.before == null) {
            head = seat.after;
        } else {
            seat.before.after = seat.after;
        }
        if (seat.after == null) {
            tail = seat.before;
        } else {
            seat.after.before = seat.before;
        }
        seat.before = null;
        seat.after = null;
        seat.waiting = false;
        waiting--;
    }
}

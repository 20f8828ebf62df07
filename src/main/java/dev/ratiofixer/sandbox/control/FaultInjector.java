package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.wire.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Makes calls fail by the faults in force. Safe on any thread; costs next to nothing while there are none. */
public final class FaultInjector {
    /** A fault with what it has done. */
    public static final class Running {
        private final InjectedFault fault;
        private final AtomicLong seen = new AtomicLong();
        private final AtomicLong hit = new AtomicLong();
        private long minute;
        private int inMinute;

        Running(InjectedFault fault) {
            this.fault = fault;
        }

        public InjectedFault fault() {
            return fault;
        }

        /** How many calls it has made fail. */
        public long hits() {
            return hit.get();
        }

        private boolean strikes(long seed, long nowMillis) {
            if (nowMillis >= fault.until().toEpochMilli()) {
                return false;
            }
            if (fault.kind() == InjectedFault.FaultKind.RATE && passes(nowMillis)) {
                return false;
            }
            if (SeededRandom.uniform(seed, fault.id(), seen.incrementAndGet()) >= fault.probability()) {
                return false;
            }
            return hit.getAndUpdate(count -> count < fault.times() ? count + 1 : count) < fault.times();
        }

        private synchronized boolean passes(long nowMillis) {
            long current = nowMillis / 60_000;
            inMinute = current == minute ? inMinute + 1 : 1;
            minute = current;
            return inMinute <= fault.perMinute();
        }
    }

    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final AtomicLong number = new AtomicLong();
    private final long seed;

    public FaultInjector(long seed) {
        this.seed = seed;
    }

    /** A number for the next fault. */
    long nextId() {
        return number.incrementAndGet();
    }

    /** Puts a fault in force. */
    public void add(InjectedFault fault) {
        running.add(new Running(fault));
    }

    /** Ends all faults, or the one with this id. */
    public void clear(Optional<Long> id) {
        running.removeIf(one -> id.isEmpty() || one.fault().id() == id.get());
    }

    /** All that have not been cleared, also those whose time is over. */
    public List<Running> all() {
        return List.copyOf(running);
    }

    /** The first fault that makes a call fail. */
    public Optional<InjectedFault> strike(Route route, long nowMillis) {
        if (running.isEmpty()) {
            return Optional.empty();
        }
        for (Running one : running) {
            if (route.matches(one.fault().route()) && one.strikes(seed, nowMillis)) {
                return Optional.of(one.fault());
            }
        }
        return Optional.empty();
    }
}

package dev.ratiofixer.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records everything ever placed through the sandbox, in order. Safe on any thread. */
public final class Ledger {
    /** An entry: its running number from 1, and the simulated time. */
    public record TimedEntry(long seq, Instant at, LedgerEntry placed) {}

    private final List<TimedEntry> entries = new ArrayList<>();

    /** Writes down what was placed. */
    public synchronized TimedEntry write(long atMillis, LedgerEntry placed) {
        TimedEntry entry = new TimedEntry(entries.size() + 1L, Instant.ofEpochMilli(atMillis), placed);
        entries.add(entry);
        return entry;
    }

    /** The entries whose number is above {@code seq}. */
    public synchronized List<TimedEntry> after(long seq) {
        int from = Math.clamp(seq, 0, entries.size());
        return List.copyOf(entries.subList(from, entries.size()));
    }
}

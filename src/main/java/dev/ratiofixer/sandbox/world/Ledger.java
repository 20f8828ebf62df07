package dev.ratiofixer.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** Something that was placed through the sandbox. */
    public sealed interface LedgerEntry {
        /** A daily budget was set; the amounts are those of all its campaigns together. */
        record BudgetChanged(long budgetId, List<Long> campaignIds, long beforeMicros, long afterMicros)
                implements LedgerEntry {}

        /** A campaign was enabled or paused. */
        record StatusChanged(long campaignId, String before, String after) implements LedgerEntry {}

        /** A comment was posted. */
        record CommentInserted(String videoId, String authorChannelId, String commentId, String text)
                implements LedgerEntry {}

        /** A webhook came in; header names are in lower case. */
        record HookReceived(String name, Map<String, String> headers, String body) implements LedgerEntry {}
    }
}

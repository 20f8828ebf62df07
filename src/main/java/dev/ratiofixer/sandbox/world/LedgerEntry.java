package dev.ratiofixer.sandbox.world;

import java.util.List;
import java.util.Map;

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

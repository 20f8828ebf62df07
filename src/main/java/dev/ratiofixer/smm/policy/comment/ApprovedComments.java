package dev.ratiofixer.smm.policy.comment;

import java.util.List;
import java.util.stream.Collectors;

/** The owner's approved texts for a campaign. */
public sealed interface ApprovedComments {
    /** One text of the sheet. */
    record Text(int row, String text) {
        @Override
        public String toString() {
            return "Text[row=" + row + "]";
        }
    }

    /** Rows of the sheet that are no prompts though somebody may think so; the problem is one clause for people. */
    record SkippedRows(String rows, String problem) {
        @Override
        public String toString() {
            return rows + ": " + problem;
        }
    }

    /**
     * The sheet was read: these are of the campaign's tier, in the sheet's order.
     *
     * @param tab the name of the tab that was read
     * @param skipped the rows of the campaign's tier that cannot be used
     */
    record Read(String tab, List<Text> texts, List<SkippedRows> skipped) implements ApprovedComments {
        private static final int TOLD = 5;

        public Read {
            texts = List.copyOf(texts);
            skipped = List.copyOf(skipped);
        }

        /** Returns which rows are not used and why, as one sentence; empty if all are. */
        public String skippedInWords() {
            String told =
                    skipped.stream().limit(TOLD).map(SkippedRows::toString).collect(Collectors.joining("; "));
            return skipped.size() > TOLD ? told + "; and so on" : told;
        }
    }

    /** It was not needed. */
    record NotNeeded() implements ApprovedComments {}

    /** It could not be read. {@code reason} is for people. */
    record Unread(String reason) implements ApprovedComments {}
}

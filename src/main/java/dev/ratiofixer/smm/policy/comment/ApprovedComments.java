package dev.ratiofixer.smm.policy.comment;

import java.util.List;

/** The owner's approved texts for a campaign. */
public sealed interface ApprovedComments {
    /** One text of the sheet. */
    record Text(int row, String text) {
        @Override
        public String toString() {
            return "Text[row=" + row + "]";
        }
    }

    /** The sheet was read: these are of the campaign's tier, in the sheet's order. */
    record Read(List<Text> texts) implements ApprovedComments {}

    /** It was not needed. */
    record NotNeeded() implements ApprovedComments {}

    /** It could not be read. {@code reason} is for people. */
    record Unread(String reason) implements ApprovedComments {}
}

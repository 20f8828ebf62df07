package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner's sheet of texts: a header row that names the columns {@code tier}, {@code text} and {@code approved}, in
 * any order and case, then a row a text. Only rows whose {@code approved} says yes count.
 */
public final class ApprovedCommentSheet {
    /** Enough for any sheet that a person keeps. */
    public static final String RANGE = "A1:Z1000";

    private static final Set<String> YES = Set.of("yes", "true", "y", "x", "1", "approved");

    private ApprovedCommentSheet() {}

    /** The approved texts of a tier, all tiers for {@code null}; unread when the columns are not there. */
    public static ApprovedComments read(List<List<String>> rows, @Nullable String tier) {
        if (rows.isEmpty()) {
            return new ApprovedComments.Unread("the comments sheet is empty");
        }
        List<String> header =
                rows.getFirst().stream().map(ApprovedCommentSheet::plain).toList();
        int tiers = header.indexOf("tier");
        int texts = header.indexOf("text");
        int approvals = header.indexOf("approved");
        if (texts < 0 || approvals < 0 || (tier != null && tiers < 0)) {
            return new ApprovedComments.Unread(
                    "the comments sheet needs a first row with the columns tier, text, approved");
        }
        List<ApprovedComments.Text> found = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            boolean wanted = tier == null || plain(cell(row, tiers)).equals(plain(tier));
            String text = cell(row, texts).strip();
            if (wanted && !text.isEmpty() && YES.contains(plain(cell(row, approvals)))) {
                found.add(new ApprovedComments.Text(i + 1, text));
            }
        }
        return new ApprovedComments.Read(List.copyOf(found));
    }

    /** Google drops trailing empty cells. */
    private static String cell(List<String> row, int column) {
        return column >= 0 && column < row.size() ? row.get(column) : "";
    }

    private static String plain(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }
}

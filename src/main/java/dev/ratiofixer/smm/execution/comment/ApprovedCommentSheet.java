package dev.ratiofixer.smm.execution.comment;

import dev.ratiofixer.google.sheets.SheetTab;
import dev.ratiofixer.google.sheets.SheetTab.SheetCell;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.smm.policy.comment.ApprovedComments.SkippedRows;
import dev.ratiofixer.smm.policy.comment.ApprovedComments.Text;
import dev.ratiofixer.smm.policy.comment.CommentText;
import dev.ratiofixer.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner's sheet of texts: a header row that names the columns {@code tier}, {@code text} and {@code approved}, in
 * any order and case, then a row a text. Only rows whose {@code approved} says yes count, and only texts: what a
 * formula has not come to, a number, a date or an error is shown by the sheet and written by nobody. Pure.
 */
public final class ApprovedCommentSheet {
    /** Enough for any sheet that a person keeps. */
    public static final String RANGE = "A1:Z1000";

    private static final Set<String> YES = Set.of("yes", "true", "y", "x", "1", "approved");
    private static final Set<String> NO = Set.of("", "no", "false", "n", "0", "-", "not approved", "rejected");
    private static final int MOST_ROWS_NAMED = 12;
    private static final int LONGEST_WORD = 30;

    private final SheetTab tab;
    private final @Nullable String tier;
    private final HeaderPlaces columns;
    private final List<Text> found = new ArrayList<>();
    /** Rows by what is wrong with them, in the order of the sheet. */
    private final Map<String, List<Integer>> skipped = new LinkedHashMap<>();

    /** Where each column is; {@code tier} is -1 where there is none. */
    private record HeaderPlaces(int tier, int text, int approved) {}

    private ApprovedCommentSheet(SheetTab tab, @Nullable String tier, HeaderPlaces columns) {
        this.tab = tab;
        this.tier = tier;
        this.columns = columns;
    }

    /** The approved texts of a tier, all tiers for {@code null}; unread when the columns are not there. */
    public static ApprovedComments read(SheetTab tab, @Nullable String tier) {
        String where = "tab \"" + tab.title() + "\" of the comments sheet";
        if (tab.rows().stream()
                .allMatch(row -> row.stream().allMatch(cell -> plain(cell).isEmpty()))) {
            return new ApprovedComments.Unread(where + " is empty");
        }
        List<String> header =
                tab.rows().getFirst().stream().map(ApprovedCommentSheet::plain).toList();
        for (String name : List.of("tier", "text", "approved")) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                return new ApprovedComments.Unread(where + " has two columns \"" + name + "\": leave one");
            }
        }
        HeaderPlaces columns =
                new HeaderPlaces(header.indexOf("tier"), header.indexOf("text"), header.indexOf("approved"));
        if (columns.text() < 0 || columns.approved() < 0 || (tier != null && columns.tier() < 0)) {
            return new ApprovedComments.Unread(where + " needs a first row with the columns tier, text, approved");
        }
        return new ApprovedCommentSheet(tab, tier, columns).read();
    }

    private ApprovedComments read() {
        for (int row = 1; row < tab.rows().size(); row++) {
            judge(row);
        }
        List<SkippedRows> told = skipped.entrySet().stream()
                .map(problem -> new SkippedRows(named(problem.getValue()), problem.getKey()))
                .toList();
        return new ApprovedComments.Read(tab.title(), found, told);
    }

    private void judge(int row) {
        SheetCell text = cell(row, columns.text());
        SheetCell approved = cell(row, columns.approved());
        SheetCell ofTier = columns.tier() < 0 ? SheetCell.BLANK : cell(row, columns.tier());
        boolean empty = shown(text).isEmpty() && (plain(approved).isEmpty() || !isYes(approved));
        if (empty || !wanted(ofTier)) {
            return;
        }
        if (columns.tier() >= 0 && unreadable(ofTier).isPresent()) {
            skip(row, "the tier " + unreadable(ofTier).get());
        } else if (isMerged(row)) {
            skip(row, "merged cells: give each row its own tier, text and approval (Format, Merge cells, Unmerge)");
        } else if (isUnclear(approved)) {
            skip(row, unclear(approved));
        } else if (isYes(approved)) {
            problem(text)
                    .ifPresentOrElse(
                            why -> skip(row, "the text " + why), () -> found.add(new Text(row + 1, shown(text))));
        } else if (tab.rows().get(row).size() <= columns.approved()) {
            skip(row, "it ends before the column approved, which means no");
        }
    }

    /** A tier that cannot be read may be the wanted one. */
    private boolean wanted(SheetCell ofTier) {
        return tier == null || unreadable(ofTier).isPresent() || plain(ofTier).equals(plain(tier));
    }

    private static Optional<String> problem(SheetCell cell) {
        return switch (cell) {
            case SheetCell.Text text
            when !text.value().strip().equals(text.shown().strip()) ->
                Optional.of("is shown otherwise than it is written: take away its number format");
            case SheetCell.Text text -> CommentText.problem(text.shown());
            case SheetCell.Numeric number -> Optional.of("is a number, a date or a price, not a text");
            case SheetCell.Checked box -> Optional.of("is a check box");
            case SheetCell.Failed failed -> Optional.of("shows a formula's error");
            case SheetCell.Loading loading -> Optional.of("is still loading");
            case SheetCell.Blank none -> Optional.of("is empty, though it is approved");
        };
    }

    private static Optional<String> unreadable(SheetCell cell) {
        return switch (cell) {
            case SheetCell.Failed failed -> Optional.of("shows a formula's error");
            case SheetCell.Loading loading -> Optional.of("is still loading");
            case SheetCell.Text text -> Optional.empty();
            case SheetCell.Numeric number -> Optional.empty();
            case SheetCell.Checked box -> Optional.empty();
            case SheetCell.Blank none -> Optional.empty();
        };
    }

    private static boolean isYes(SheetCell approved) {
        return switch (approved) {
            case SheetCell.Checked box -> box.value();
            case SheetCell.Text text -> YES.contains(plain(text.value()));
            case SheetCell.Numeric number -> number.value() == 1 && YES.contains(plain(number.shown()));
            case SheetCell.Failed failed -> false;
            case SheetCell.Loading loading -> false;
            case SheetCell.Blank none -> false;
        };
    }

    private static boolean isUnclear(SheetCell approved) {
        return switch (approved) {
            case SheetCell.Checked box -> false;
            case SheetCell.Text text -> !isYes(text) && !NO.contains(plain(text.value()));
            case SheetCell.Numeric number -> !isYes(number) && number.value() != 0;
            case SheetCell.Failed failed -> true;
            case SheetCell.Loading loading -> true;
            case SheetCell.Blank none -> false;
        };
    }

    private static String unclear(SheetCell approved) {
        return unreadable(approved).map(why -> "the approval " + why).orElseGet(() -> {
            String word = approved.shown().strip();
            String brief = word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD) + "…";
            return "\"" + brief + "\" in approved is not understood: write yes or no, or use a check box";
        });
    }

    private boolean isMerged(int row) {
        return tab.merged().stream()
                .anyMatch(area -> area.holds(row, columns.text())
                        || area.holds(row, columns.approved())
                        || area.holds(row, columns.tier()));
    }

    private void skip(int row, String problem) {
        skipped.computeIfAbsent(problem, first -> new ArrayList<>()).add(row + 1);
    }

    private static String named(List<Integer> rows) {
        if (rows.size() == 1) {
            return "row " + rows.getFirst();
        }
        List<String> numbers =
                rows.stream().limit(MOST_ROWS_NAMED).map(String::valueOf).toList();
        return "rows " + String.join(", ", numbers)
                + (rows.size() > MOST_ROWS_NAMED ? " and " + (rows.size() - MOST_ROWS_NAMED) + " more" : "");
    }

    /** Google drops trailing empty cells. */
    private SheetCell cell(int row, int column) {
        List<SheetCell> cells = tab.rows().get(row);
        return column < cells.size() ? cells.get(column) : SheetCell.BLANK;
    }

    private static String shown(SheetCell cell) {
        return cell.shown().strip();
    }

    private static String plain(SheetCell cell) {
        return plain(cell.shown());
    }

    private static String plain(String text) {
        return PlainText.folded(text);
    }
}

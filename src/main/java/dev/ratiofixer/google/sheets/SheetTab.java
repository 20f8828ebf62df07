package dev.ratiofixer.google.sheets;

import java.util.List;

/**
 * A tab as it was read.
 *
 * @param rows as ragged as Google gives them
 * @param merged the areas of merged cells; only an area's first cell holds something
 */
public record SheetTab(String title, List<List<SheetCell>> rows, List<MergedArea> merged) {
    /** Rows and columns count from 0; the ends are not in it. */
    public record MergedArea(int firstRow, int endRow, int firstColumn, int endColumn) {
        /** Whether a cell is in it. */
        public boolean holds(int row, int column) {
            return row >= firstRow && row < endRow && column >= firstColumn && column < endColumn;
        }
    }

    public SheetTab {
        rows = List.copyOf(rows);
        merged = List.copyOf(merged);
    }

    /** A cell: what it holds, and as what the sheet shows it in its own language and formats. */
    public sealed interface SheetCell {
        /** Nothing, or beyond the row's end. */
        SheetCell BLANK = new Blank();

        /** What a person sees. */
        String shown();

        /** A text, typed or made by a formula. */
        record Text(String value, String shown) implements SheetCell {}

        /** A check box, or a truth value, whatever word the sheet's language has for it. */
        record Checked(boolean value, String shown) implements SheetCell {}

        /** A number, a date, a time or a price. */
        record Numeric(double value, String shown) implements SheetCell {}

        /** A formula's error. */
        record Failed(String shown) implements SheetCell {}

        /** A formula whose value is not there yet, whatever the sheet's language shows meanwhile. */
        record Loading(String shown) implements SheetCell {}

        /** Empty. */
        record Blank() implements SheetCell {
            @Override
            public String shown() {
                return "";
            }
        }
    }
}

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
}

package dev.ratiofixer.google.sheets;

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

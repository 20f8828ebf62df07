package dev.ratiofixer.smm.execution.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.sheets.SheetTab;
import dev.ratiofixer.google.sheets.SheetTab.MergedArea;
import dev.ratiofixer.google.sheets.SheetTab.SheetCell;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.smm.policy.comment.ApprovedComments.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovedCommentSheetTest {
    private static final List<SheetCell> HEADER = List.of(text("Tier"), text(" TEXT "), text("Approved"));
    private static final SheetCell WAHR = new SheetCell.Checked(true, "WAHR");
    private static final SheetCell FAUX = new SheetCell.Checked(false, "FAUX");

    @Test
    void aCheckBoxSaysYesInEveryLanguage() {
        ApprovedComments.Read read = read(row("gold", text("One?"), WAHR), row("gold", text("Two?"), FAUX));

        assertThat(read.texts()).containsExactly(new Text(2, "One?"));
        assertThat(read.skipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "YES", " true ", "y", "x", "1", "approved"})
    void theseWordsSayYes(String word) {
        assertThat(read(row("gold", text("One?"), text(word))).texts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "FALSE", "n", "0", ""})
    void theseWordsSayNo(String word) {
        ApprovedComments.Read read = read(row("gold", text("One?"), text(word)));

        assertThat(read.texts()).isEmpty();
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void whatLooksTheSameIsTheSame() {
        List<List<SheetCell>> rows = List.of(
                List.of(text("tier\u00a0"), text("\u00a0Text"), text("approved\u3000")),
                row("Gro\u0308\u00dfe\u00a0", text("One?"), text("yes\u00a0")),
                row("GR\u00d6\u00dfE", text("Two?"), text("\u2007no")));
        ApprovedComments.Read read = (ApprovedComments.Read)
                ApprovedCommentSheet.read(new SheetTab("Tab", rows, List.of()), "gr\u00f6\u00dfe");

        assertThat(read.texts()).containsExactly(new Text(2, "One?"));
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void otherWordsAreNamedWithTheirRows() {
        ApprovedComments.Read read = read(
                row("gold", text("One?"), text("ja")),
                row("gold", text("Two?"), text("yes")),
                row("gold", text("Three?"), text("ja")),
                row("gold", text("Four?"), new SheetCell.Numeric(2, "2")),
                row("gold", text("Five?"), new SheetCell.Failed("#REF!")));

        assertThat(read.texts()).containsExactly(new Text(3, "Two?"));
        assertThat(read.skippedInWords())
                .contains("rows 2, 4: \"ja\" in approved is not understood")
                .contains("row 5: \"2\" in approved")
                .contains("row 6: the approval shows a formula's error");
    }

    @Test
    void whatTheSheetShowsIsNotAText() {
        ApprovedComments.Read read = read(
                row("gold", new SheetCell.Failed("#BEZUG!"), WAHR),
                row("gold", new SheetCell.Loading("Indlæser..."), WAHR),
                row("gold", new SheetCell.Numeric(46_000, "9 December 2025"), WAHR),
                row("gold", new SheetCell.Checked(true, "WAHR"), WAHR),
                row("gold", text("x".repeat(12_000)), WAHR),
                row("gold", text("https://example.org/a"), WAHR),
                row("gold", SheetCell.BLANK, WAHR),
                row("gold", new SheetCell.Text("Ask", "Dear Ask"), WAHR),
                row("gold", text("#REF!"), text("yes")));

        assertThat(read.texts()).isEmpty();
        assertThat(read.skipped())
                .extracting(Object::toString)
                .containsExactly(
                        "rows 2, 10: the text shows a formula's error",
                        "row 3: the text is still loading",
                        "row 4: the text is a number, a date or a price, not a text",
                        "row 5: the text is a check box",
                        "row 6: the text has 12000 characters, and YouTube takes 10000",
                        "row 7: the text is only a link",
                        "row 8: the text is empty, though it is approved",
                        "row 9: the text is shown otherwise than it is written: take away its number format");
    }

    @Test
    void aMergedAreaApprovesNothing() {
        List<List<SheetCell>> rows = rows(List.of(
                row("gold", text("One?"), WAHR),
                row("gold", text("Two?"), SheetCell.BLANK),
                row("gold", text("Three?"), WAHR)));
        ApprovedComments.Read read = (ApprovedComments.Read) ApprovedCommentSheet.read(
                new SheetTab("Tab", rows, List.of(new MergedArea(1, 3, 2, 3), new MergedArea(0, 40, 7, 9))), "gold");

        assertThat(read.texts()).containsExactly(new Text(4, "Three?"));
        assertThat(read.skippedInWords()).startsWith("rows 2, 3: merged cells");
    }

    @Test
    void aRowThatEndsBeforeItsApprovalIsNamed() {
        ApprovedComments.Read read = read(List.of(text("gold"), text("One?")), List.of());

        assertThat(read.texts()).isEmpty();
        assertThat(read.skippedInWords()).isEqualTo("row 2: it ends before the column approved, which means no");
    }

    @Test
    void rowsOfOtherTiersAndEmptyOnesAreNobodysBusiness() {
        ApprovedComments.Read read = read(
                row("silver", new SheetCell.Failed("#REF!"), WAHR),
                row("", SheetCell.BLANK, FAUX),
                List.of(new SheetCell.Failed("#N/A"), text("Whose?"), WAHR));

        assertThat(read.texts()).isEmpty();
        assertThat(read.skippedInWords()).isEqualTo("row 4: the tier shows a formula's error");
    }

    @Test
    void withoutItsColumnsASheetIsNotRead() {
        assertThat(ApprovedCommentSheet.read(new SheetTab("Tab", List.of(), List.of()), null))
                .isEqualTo(new ApprovedComments.Unread("tab \"Tab\" of the comments sheet is empty"));
        assertThat(ApprovedCommentSheet.read(
                        new SheetTab("Tab", List.of(List.of(text("text"), text("approved"), text("Text"))), List.of()),
                        null))
                .isInstanceOfSatisfying(
                        ApprovedComments.Unread.class,
                        unread -> assertThat(unread.reason()).contains("two columns \"text\""));
        assertThat(ApprovedCommentSheet.read(
                        new SheetTab("Tab", List.of(List.of(text("text"), text("approved"))), List.of()), "gold"))
                .isInstanceOf(ApprovedComments.Unread.class);
    }

    private static SheetCell text(String text) {
        return text.isEmpty() ? SheetCell.BLANK : new SheetCell.Text(text, text);
    }

    private static List<SheetCell> row(String tier, SheetCell text, SheetCell approved) {
        return List.of(text(tier), text, approved);
    }

    private static List<List<SheetCell>> rows(List<List<SheetCell>> rows) {
        List<List<SheetCell>> all = new ArrayList<>(List.of(HEADER));
        all.addAll(rows);
        return all;
    }

    @SafeVarargs
    private static ApprovedComments.Read read(List<SheetCell>... rows) {
        List<List<SheetCell>> all = new ArrayList<>();
        for (List<SheetCell> row : rows) {
            all.add(row);
        }
        return (ApprovedComments.Read) ApprovedCommentSheet.read(new SheetTab("Tab", rows(all), List.of()), "gold");
    }
}

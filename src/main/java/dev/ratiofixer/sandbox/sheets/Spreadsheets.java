package dev.ratiofixer.sandbox.sheets;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;

/** Holds the seed data: one sheet of approved comments with three tabs that a key can read, and one that it cannot. */
public final class Spreadsheets {
    /** The link-shared sheet's id. */
    public static final String COMMENTS = "1SandboxApprovedOwnerComments000000000000000";
    /** The address that a person would paste. */
    public static final String COMMENTS_URL = "https://docs.google.com/spreadsheets/d/" + COMMENTS + "/edit#gid=0";
    /** A sheet that its owner shares with nobody. */
    public static final String PRIVATE = "1SandboxPrivateSheetSharedWithNobody00000000";
    /** The address of its tab in a German sheet, as people leave one. */
    public static final String GERMAN_URL =
            "https://docs.google.com/spreadsheets/d/" + COMMENTS + "/edit?gid=1893#gid=1893";

    /**
     * A tab.
     *
     * @param merged areas of merged cells: first row, end row, first column, end column, from 0, without the ends
     */
    record Tab(long gid, String title, boolean hidden, List<List<SandboxCell>> rows, List<List<Integer>> merged) {}

    private static final SandboxCell YES = SandboxCell.box(true, "WAHR");
    private static final SandboxCell NO = SandboxCell.box(false, "FALSCH");

    /**
     * Rows as people leave them: a blank line, a row without its last cell, stray spaces, one that was not approved.
     */
    private static final List<List<String>> ROWS = List.of(
            List.of("tier", "text", "approved"),
            List.of("gold", "Which moment of this one gives you goosebumps? Leave the timestamp below!", "yes"),
            List.of("gold", "Where in the world are you listening from tonight?", "yes"),
            List.of("gold", "If this track was the score of a film, which scene would it be?", "yes"),
            List.of("gold", "Tell us the song that should follow this one in your playlist.", "no"),
            List.of("silver", "First listen or already on repeat? Tell us below.", "yes"),
            List.of("silver", "Which line stays with you?", "yes"),
            List.of(),
            List.of("silver", "  Who would you send this song to?  ", "TRUE"),
            List.of("silver", "We read every comment. What should the next one sound like?"),
            List.of("bronze", "Thank you for listening! What do you think of the drop?", "yes"),
            List.of("bronze", "Favourite part? Comment with the timestamp.", "yes"),
            List.of("bronze", "Headphones or speakers?", "yes", ""),
            List.of("", "A text without a tier", "yes"));

    /** Rows of a sheet in German: check boxes, and cells that show what nobody wrote. */
    private static final List<List<SandboxCell>> GERMAN = List.of(
            List.of(SandboxCell.text("Tier"), SandboxCell.text("Text"), SandboxCell.text("Approved")),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Welche Zeile geht dir nicht aus dem Kopf?"), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Wo hast du das zuerst gehört?"), NO),
            List.of(SandboxCell.text("gold"), SandboxCell.error("REF", "#BEZUG!"), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.error("LOADING", "Wird geladen..."), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.number(46_000, "09.12.2025"), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Zu lang. ".repeat(1_300)), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.text("https://youtu.be/dQw4w9WgXcQ"), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Kopfhörer oder Boxen?"), SandboxCell.text("ja")),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Erste Hälfte?"), YES),
            List.of(SandboxCell.text("gold"), SandboxCell.text("Zweite Hälfte?")));

    private static final List<Tab> TABS = List.of(
            new Tab(77, "Notes", true, List.of(List.of(SandboxCell.text("nothing to post"))), List.of()),
            new Tab(0, "Comments", false, ROWS.stream().map(Spreadsheets::cells).toList(), List.of()),
            new Tab(1893, "Herbst '26", false, GERMAN, List.of(List.of(9, 11, 2, 3))));

    private Spreadsheets() {}

    private static List<SandboxCell> cells(List<String> row) {
        return row.stream()
                .map(text -> text.equals("TRUE") ? SandboxCell.box(true, text) : SandboxCell.text(text))
                .toList();
    }

    static List<Tab> tabs() {
        return TABS;
    }

    /** The tab that a range without a name means. */
    static Tab first() {
        return TABS.stream().filter(tab -> !tab.hidden()).findFirst().orElseThrow();
    }

    /** Refuses who has no good key, and what cannot be read with it. */
    static void check(WireRequest call, TokenEndpoint tokens, String id) {
        String key = call.param("key").or(() -> call.header("x-goog-api-key")).orElse("");
        if (key.isEmpty()) {
            throw new RefusedException(SandboxGoogleError.unregistered());
        }
        if (!tokens.knows(key)) {
            throw new RefusedException(SandboxGoogleError.keyInvalid());
        }
        if (id.equals(PRIVATE)) {
            throw new RefusedException(
                    SandboxGoogleError.plain(403, "PERMISSION_DENIED", "The caller does not have permission"));
        }
        if (!id.equals(COMMENTS)) {
            throw new RefusedException(SandboxGoogleError.plain(404, "NOT_FOUND", "Requested entity was not found."));
        }
    }

    /** Reads a range, or refuses it. */
    static Range range(String notation) {
        return Range.parse(notation, first().title())
                .filter(parsed -> tabs().stream().anyMatch(tab -> tab.title().equals(parsed.tab())))
                .orElseThrow(() -> new RefusedException(
                        SandboxGoogleError.plain(400, "INVALID_ARGUMENT", "Unable to parse range: " + notation)));
    }

    /** The cells of a range; trailing empty cells and rows are dropped. */
    static List<List<SandboxCell>> cells(Range range) {
        List<List<SandboxCell>> all = tabs().stream()
                .filter(tab -> tab.title().equals(range.tab()))
                .findFirst()
                .orElseThrow()
                .rows();
        List<List<SandboxCell>> rows = new ArrayList<>();
        for (int row = range.top(); row <= Math.min(range.bottom(), all.size()); row++) {
            rows.add(cells(all.get(row - 1), range));
        }
        while (!rows.isEmpty() && rows.getLast().isEmpty()) {
            rows.removeLast();
        }
        return rows;
    }

    private static List<SandboxCell> cells(List<SandboxCell> row, Range range) {
        int to = Math.min(range.right(), row.size());
        List<SandboxCell> cells = new ArrayList<>(range.left() > to ? List.of() : row.subList(range.left() - 1, to));
        while (!cells.isEmpty() && cells.getLast().empty()) {
            cells.removeLast();
        }
        return cells;
    }
}

package dev.ratiofixer.sandbox.sheets;

import java.util.List;

/** Holds the seed data: one sheet of approved comments that a key can read, and one that it cannot. */
public final class Spreadsheets {
    /** The link-shared sheet's id. */
    public static final String COMMENTS = "1SandboxApprovedOwnerComments000000000000000";
    /** The address that a person would paste. */
    public static final String COMMENTS_URL = "https://docs.google.com/spreadsheets/d/" + COMMENTS + "/edit#gid=0";
    /** A sheet that its owner shares with nobody. */
    public static final String PRIVATE = "1SandboxPrivateSheetSharedWithNobody00000000";
    /** The sheet's only tab. */
    static final String TAB = "Comments";

    /**
     * Rows as people leave them: a blank line, a row without its last cell, stray spaces, one that was not approved.
     */
    static final List<List<String>> ROWS = List.of(
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

    private Spreadsheets() {}
}

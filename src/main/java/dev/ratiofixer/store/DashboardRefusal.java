package dev.ratiofixer.store;

/** Says in one sentence why a campaign is not shown in {@code youtube_campaigns}, and what to do about it. Pure. */
final class DashboardRefusal {
    private static final int LONGEST_REASON = 300;

    private DashboardRefusal() {}

    /**
     * Returns the sentence.
     *
     * @param code PostgreSQL's error code
     * @param reason PostgreSQL's own message, or what a trigger of the dashboard says
     */
    static String sentence(String code, String reason) {
        String told = reason.replaceAll("\\p{Cntrl}|\\R", " ").strip();
        String shortened = told.length() > LONGEST_REASON ? told.substring(0, LONGEST_REASON) + "…" : told;
        return "not shown in youtube_campaigns: " + shortened + "; " + remedy(code)
                + ". It is tried again at each change of the campaign.";
    }

    private static String remedy(String code) {
        return switch (code) {
            case "22001" -> "widen that column, or start the campaign under a shorter name";
            case "22003" -> "widen that column";
            case "23505" -> "start the campaign under another name, or drop that unique constraint";
            case "23502" -> "give that column a default, or add a row of the video in the dashboard first";
            case "23503", "23514", "23P01" ->
                "change that constraint, or add a row of the video that fits it in the dashboard first";
            case "42501" ->
                "grant SELECT, INSERT and UPDATE on the table, and a row-level security policy that lets this user"
                        + " write, or find the trigger that keeps it";
            case "42703", "42P01" -> "put back what was dropped or renamed, or grant the right to write it";
            case "428C9" -> "add a plain text column video_url or video_id, or grant INSERT on the one that is there";
            case "P0001" -> "change the trigger or the function of the dashboard that says so";
            case "55P03", "40P01", "57014" -> "another transaction holds the table or the row: end it";
            default -> "change what refuses it (PostgreSQL's code " + code + ")";
        };
    }
}

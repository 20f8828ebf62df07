package dev.ratiofixer.google.ads;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a campaign or its budget, as Google keeps it for 30 days.
 *
 * @param at when, in the account's own time
 * @param resource what was changed
 * @param clientType with what, as Google spells it
 * @param userEmail who, empty where Google names nobody
 * @param newMicros the daily amount from then on, {@code null} if that was not changed
 * @param newStatus whether the campaign serves from then on, {@code null} if that was not changed
 */
public record AdsChangeEvent(
        String at,
        String resource,
        String clientType,
        String userEmail,
        @Nullable Long newMicros,
        @Nullable String newStatus) {
    private static final Map<String, String> TOOLS = Map.ofEntries(
            Map.entry("GOOGLE_ADS_WEB_CLIENT", "on the Google Ads website"),
            Map.entry("GOOGLE_ADS_AUTOMATED_RULE", "by an automated rule"),
            Map.entry("GOOGLE_ADS_SCRIPTS", "by a script"),
            Map.entry("GOOGLE_ADS_BULK_UPLOAD", "by a bulk upload"),
            Map.entry("GOOGLE_ADS_API", "by a program through the API"),
            Map.entry("GOOGLE_ADS_EDITOR", "with Google Ads Editor"),
            Map.entry("GOOGLE_ADS_MOBILE_APP", "in the mobile app"),
            Map.entry("GOOGLE_ADS_RECOMMENDATIONS", "by applying a recommendation"),
            Map.entry(
                    "GOOGLE_ADS_RECOMMENDATIONS_SUBSCRIPTION",
                    "by a recommendation that Google applied by itself (auto-apply is on)"),
            Map.entry("SEARCH_ADS_360_SYNC", "by Search Ads 360"),
            Map.entry("SEARCH_ADS_360_POST", "by Search Ads 360"),
            Map.entry("INTERNAL_TOOL", "by a tool of Google's"));

    /** Returns who did it, with what and when, for people. */
    public String sentence() {
        String how = TOOLS.getOrDefault(clientType, "with " + clientType);
        String who = userEmail.isEmpty() ? "somebody whom Google does not name" : userEmail;
        return who + ", " + how + ", at " + at + " (the account's time)";
    }
}

package dev.ratiofixer.google;

/** The APIs of Google that the engine calls. */
public enum GoogleApi {
    YOUTUBE("YouTube", "YouTube Data API v3", "youtube.googleapis.com"),
    YOUTUBE_ANALYTICS("YouTube Analytics", "YouTube Analytics API", "youtubeanalytics.googleapis.com"),
    ADS("Google Ads", "Google Ads API", "googleads.googleapis.com"),
    SHEETS("Google Sheets", "Google Sheets API", "sheets.googleapis.com");

    private final String shortName;
    private final String title;
    private final String service;

    GoogleApi(String shortName, String title, String service) {
        this.shortName = shortName;
        this.title = title;
        this.service = service;
    }

    /** For sentences: who answers. */
    public String shortName() {
        return shortName;
    }

    /** Its name in Google's console, where it is enabled, and its service's name. */
    String console() {
        return title + " (" + service + ")";
    }
}

package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the categories of videos that the engagement data distinguishes. */
public enum Category {
    @JsonProperty("music")
    MUSIC,
    @JsonProperty("gaming")
    GAMING,
    @JsonProperty("entertainment")
    ENTERTAINMENT,
    @JsonProperty("education")
    EDUCATION,
    @JsonProperty("other")
    OTHER;

    /** The category of YouTube's {@code snippet.categoryId}; every id that the data does not know is {@link #OTHER}. */
    public static Category ofYouTubeId(int categoryId) {
        return switch (categoryId) {
            case 10 -> MUSIC;
            case 20 -> GAMING;
            case 24 -> ENTERTAINMENT;
            case 27 -> EDUCATION;
            default -> OTHER;
        };
    }
}

package dev.ratiofixer.sandbox.world;

/**
 * Simulates a Google Ads campaign that promotes one video.
 *
 * @param budgetId its budget, which may be another campaign's too
 */
public record AdCampaign(long id, String name, Type type, long budgetId, LiveVideo video) {
    /** The advertising channel types that the sandbox has. */
    public enum Type {
        DEMAND_GEN,
        VIDEO
    }

    /** Whether it serves, as Google Ads spells it. */
    public String status() {
        return video.conditions().spending().serving() ? "ENABLED" : "PAUSED";
    }
}

package dev.ratiofixer.campaign;

import org.jspecify.annotations.Nullable;

/** Hears from the store what concerns a campaign after a write was answered. Called on any thread. */
@FunctionalInterface
public interface CampaignStoreListener {
    /** A tick was refused: the lease of that epoch is over. */
    void leaseOver(Campaign old);

    /**
     * Whether a live campaign is shown in the dashboard's own table has changed.
     *
     * @param trouble why it is not, {@code null} if it is
     */
    default void display(String campaignId, @Nullable String trouble) {}
}

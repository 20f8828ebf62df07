package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.smm.api.OrderMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects campaigns of the list.
 *
 * @param statuses empty for all
 * @param text part of the name or title, any case; {@code null} for all
 * @param sparkline how many points of each campaign's likes are wanted, 0 for none
 */
public record CampaignFilter(
        Set<CampaignStatus> statuses,
        @Nullable OrderMode mode,
        @Nullable String videoId,
        @Nullable String text,
        int sparkline,
        Owned owned) {
    public CampaignFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Whosever they are. */
    public CampaignFilter(
            Set<CampaignStatus> statuses,
            @Nullable OrderMode mode,
            @Nullable String videoId,
            @Nullable String text,
            int sparkline) {
        this(statuses, mode, videoId, text, sparkline, Owned.ANY);
    }

    /** Whose campaigns, {@code null} for all. */
    public record Owned(
            @Nullable String client,
            @Nullable String artist,
            @Nullable String tag) {
        public static final Owned ANY = new Owned(null, null, null);
    }

    /** The same of one client. */
    public CampaignFilter of(String client) {
        return new CampaignFilter(
                statuses, mode, videoId, text, sparkline, new Owned(client, owned.artist(), owned.tag()));
    }

    /** What a node has to run. */
    public static final CampaignFilter LIVE =
            new CampaignFilter(Set.of(CampaignStatus.RUNNING, CampaignStatus.PAUSED), null, null, null, 0);
}

package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.smm.api.OrderMode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects campaigns of the list; {@code null} for all.
 *
 * @param statuses empty for all
 * @param text part of the name or title, any case, or the id of a campaign; the address or id of a video finds it, too
 * @param service id of a promotion service that the campaign orders through
 * @param owner id of the video's channel, or who gave the campaign's consent, any case
 * @param attention what its problems and waiting orders ask of people
 * @param since started then or later
 * @param sparkline how many points of each campaign's likes are wanted, 0 for none
 */
public record CampaignFilter(
        Set<CampaignStatus> statuses,
        @Nullable OrderMode mode,
        @Nullable String videoId,
        @Nullable String text,
        @Nullable String service,
        @Nullable String owner,
        @Nullable Attention attention,
        @Nullable Instant since,
        CampaignSort sort,
        int sparkline,
        Owned owned) {
    public CampaignFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Newest first, by what the list always knew. */
    public CampaignFilter(
            Set<CampaignStatus> statuses,
            @Nullable OrderMode mode,
            @Nullable String videoId,
            @Nullable String text,
            int sparkline) {
        this(statuses, mode, videoId, text, null, null, null, null, CampaignSort.NEWEST, sparkline, Owned.ANY);
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
        Owned own = new Owned(client, owned.artist(), owned.tag());
        return new CampaignFilter(
                statuses, mode, videoId, text, service, owner, attention, since, sort, sparkline, own);
    }

    /** What a node has to run. */
    public static final CampaignFilter LIVE =
            new CampaignFilter(Set.of(CampaignStatus.RUNNING, CampaignStatus.PAUSED), null, null, null, 0);

    /** Everything, newest first. */
    public static final CampaignFilter ALL = new CampaignFilter(Set.of(), null, null, null, 0);

    /** The same campaigns in another order. */
    public CampaignFilter sorted(CampaignSort other) {
        return new CampaignFilter(
                statuses, mode, videoId, text, service, owner, attention, since, other, sparkline, owned);
    }

    /** By what the list is ordered; where two are alike, by their ids. */
    public enum SortKey {
        STARTED,
        NAME,
        /** The most urgent first. */
        ATTENTION,
        VIEWS,
        LIKES,
        COMMENTS,
        /** Likes and comments that are short of the target, together. */
        SHORTFALL,
        /** The amount, whatever its currency. */
        SPENT,
        CHECKED
    }

    /** An order of the list. */
    public record CampaignSort(SortKey key, boolean descending) {
        public static final CampaignSort NEWEST = new CampaignSort(SortKey.STARTED, true);
    }
}

package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import java.time.Instant;

/** Names what keeps a reading from being judged, or from being judged well. Pure. */
record ReadingProblems(VideoFacts video, CampaignRules rules) {
    private static final String VIEWS_MISSING = "views_missing";
    private static final String UNAUTHORIZED = "owner_not_authorized";
    private static final String DECLINED = "derived_metrics_declined";
    private static final String CHANNEL_UNREAD = "channel_unread";
    private static final String CHANNEL_UNREADABLE = "channel_unreadable";

    /** The progress with the problems of its reading, and without those that are over. */
    CampaignProgress told(CampaignProgress progress, Instant now) {
        return channel(views(allowed(progress, now), now), now);
    }

    private CampaignProgress allowed(CampaignProgress progress, Instant now) {
        if (rules.allowExpecting(video)) {
            return progress.without(DECLINED).without(UNAUTHORIZED);
        }
        return rules.derivedMetrics()
                ? progress.without(DECLINED)
                        .with(new Problem(
                                UNAUTHORIZED,
                                "the channel's owner has not authorized this client, or not confirmed it for 30 days: raw"
                                        + " counters only, no expectation and no orders",
                                now))
                : progress.without(UNAUTHORIZED)
                        .with(new Problem(
                                DECLINED,
                                "compliance.derived_metrics is \"declined\": raw counters only, no expectation and no"
                                        + " orders",
                                now));
    }

    private static CampaignProgress views(CampaignProgress progress, Instant now) {
        Sample sample = progress.reading().sample();
        return sample != null && sample.counters().views() == null
                ? progress.with(
                        new Problem(VIEWS_MISSING, "YouTube shows no view count, so nothing can be expected", now))
                : progress.without(VIEWS_MISSING);
    }

    private CampaignProgress channel(CampaignProgress progress, Instant now) {
        CampaignProgress other = progress.without(CHANNEL_UNREAD).without(CHANNEL_UNREADABLE);
        if (!rules.allowExpecting(video)) {
            return other;
        }
        return switch (progress.reading().channel()) {
            case ChannelKnowledge.Known known -> other;
            case ChannelKnowledge.Empty first -> other;
            case ChannelKnowledge.Unread unread ->
                progress.without(CHANNEL_UNREADABLE)
                        .with(new Problem(
                                CHANNEL_UNREAD,
                                "the channel's earlier videos are being read; what is normal for this video is told, and"
                                        + " orders are possible, once that is done",
                                now));
            case ChannelKnowledge.Unreadable(String reason, Instant since) ->
                progress.without(CHANNEL_UNREAD)
                        .with(new Problem(
                                CHANNEL_UNREADABLE,
                                "the channel's earlier videos could not be read (" + reason
                                        + "), so what is expected here is a guess from other channels and nothing is"
                                        + " ordered on it; it is tried again by itself",
                                since));
        };
    }
}

package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignDependencies.ViewMeasurement;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Converts what a campaign knows to the types of the modules that it asks. Pure. */
final class CampaignFeatures {
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    private static final Duration YOUNG = Duration.ofDays(3);
    private static final Duration OLD = Duration.ofDays(28);

    private CampaignFeatures() {}

    /** What the model is asked for a sample. A video that is not released yet is of age 0. */
    static Features of(VideoFacts video, Sample sample, long views, ChannelHistory channel) {
        double age = Duration.between(video.publishedAt(), sample.at()).toSeconds() / SECONDS_A_DAY;
        return new Features(
                views,
                Math.max(0, age),
                video.durationSecondsOrZero(),
                video.form(),
                sample.countingRegime(),
                video.category(),
                channel,
                video.publishedAt());
    }

    /** The same with the engaged views among them, where the owner tells how the video's views are counted. */
    static Features measured(Features asked, @Nullable ViewMeasurement measured, Instant at) {
        if (measured == null || asked.regime() != CountingRegime.FIRST_FRAME) {
            return asked;
        }
        double engaged = measured.views().engaged((double) asked.views(), asked.publishedAt(), at, measured.since());
        return asked.withEngagedViews(Math.round(engaged));
    }

    /**
     * Young, fast-moving, off target or with money or orders under way keeps its interval; old, slow and on target
     * waits.
     */
    static WatchPriority priority(VideoFacts video, CampaignProgress progress, Instant now) {
        Duration age = Duration.between(video.publishedAt(), now);
        if (age.compareTo(YOUNG) < 0
                || progress.reading().pace().fast()
                || !progress.shortfall().isNone()
                || spends(progress.ordering())) {
            return WatchPriority.URGENT;
        }
        return age.compareTo(OLD) < 0 ? WatchPriority.NORMAL : WatchPriority.CALM;
    }

    private static boolean spends(CampaignProgress.Ordering ordering) {
        OrderTotals totals = ordering.totals();
        Spend spend = ordering.spend();
        return totals.pendingLikes() > 0
                || totals.pendingComments() > 0
                || (spend != null && spend.reserved().compareTo(spend.spent()) > 0);
    }

    /** What an order is based on. A counter that is not shown has no band. */
    static Evidence evidence(Sample sample, CampaignProgress progress, Expectation expectation) {
        Counters counters = sample.counters();
        return new Evidence(
                sample,
                progress.reading().channel().history(),
                counters.likes() == null ? null : expectation.likes(),
                counters.comments() == null ? null : expectation.comments(),
                expectation.inDomain(),
                expectation.modelVersion(),
                progress.shortfall().likes(),
                progress.shortfall().comments());
    }
}

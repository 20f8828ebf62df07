package dev.ratiofixer.analytics;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidWindow;
import dev.ratiofixer.google.analytics.AnalyticsQuery;
import dev.ratiofixer.google.analytics.AnalyticsTable;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the analytics, and who may ask for them next. Shared by all nodes. */
public interface AnalyticsStore {
    /**
     * A video whose analytics are wanted.
     *
     * @param fetchedOn the day on which both reports were last read, {@code null} if never
     * @param badSince since when YouTube refuses it, {@code null} if it does not
     */
    record TrackedVideo(
            VideoId id,
            LocalDate published,
            @Nullable LocalDate fetchedOn,
            @Nullable Instant badSince) {}

    /**
     * What a day's requests of a channel were so far.
     *
     * @param requests the ordinary ones
     * @param searches those that looked for an id that YouTube refuses
     */
    record RequestCount(int requests, int searches) {}

    /** How a round ended. */
    record RoundEnd(
            String channelId,
            Instant nextAt,
            @Nullable Instant goodAt,
            @Nullable LocalDate readyThrough,
            @Nullable String trouble) {}

    /**
     * What is known of a channel.
     *
     * @param countedOn the day of the requests, {@code null} if there were none
     */
    record StoredChannel(
            String channelId,
            @Nullable Instant nextAt,
            @Nullable Instant goodAt,
            @Nullable LocalDate countedOn,
            RequestCount count,
            @Nullable String trouble) {}

    /** What is known of the views of a channel's video. */
    record ChannelViews(String channelId, MeasuredViews views) {}

    /**
     * How many rows went.
     *
     * @param rows of the analytics
     * @param derived of others, that told of what was derived
     */
    record Forgotten(int rows, int derived) {}

    /**
     * A channel whose owner's consent has ended.
     *
     * @param since since when something may have been derived
     */
    record ForgottenChannel(String channelId, Instant since, Instant forgottenAt) {}

    /** The videos of campaigns that run, or ended after an instant, by channel. */
    Future<Map<String, List<TrackedVideo>>> tracked(Instant endedAfter);

    /** The channels that were ever asked for. */
    Future<List<StoredChannel>> channels();

    /** The channels of which anything is stored. */
    Future<Set<String>> kept();

    /**
     * Takes a channel whose time has come; empty if another node has it or it is not due. Who claims again before
     * {@code until} keeps it.
     *
     * @return what the day's requests were so far
     */
    Future<Optional<RequestCount>> claim(String channelId, PacificDay day, Instant now, Instant until);

    /** Counts a request before it is sent. */
    Future<RequestCount> count(String channelId, PacificDay day, boolean search);

    /**
     * Puts the rows of an answer in the place of those of before, which are gone where the answer has none, up to the
     * newest day of the answer: later ones may not be ready yet.
     */
    Future<Void> replace(AnalyticsQuery query, AnalyticsTable table);

    /** Notes that both reports of videos were read. */
    Future<Void> fetched(String channelId, List<VideoId> videos, LocalDate on);

    /** Notes that YouTube refuses a video, or that it does no more. */
    Future<Void> bad(String channelId, VideoId video, @Nullable Instant since);

    /** Gives a channel back. */
    Future<Void> end(RoundEnd round);

    /**
     * Deletes all that an owner's consent gave of a channel, and what was derived from it, and notes when.
     *
     * @param until up to when something may have been derived
     */
    Future<Forgotten> forget(String channelId, Instant now, Instant until);

    /** The channels whose consent ended and was not given again since. */
    Future<List<ForgottenChannel>> forgotten();

    /**
     * Deletes again what was derived: some node may have gone on for a while. Returns how many rows that changed.
     *
     * @param last whether it need not be looked for again
     */
    Future<Integer> forgetDerived(ForgottenChannel channel, Instant until, boolean last);

    /**
     * How views are counted, of the videos of which enough is stored.
     *
     * @param since the first day that counts
     * @param least how many engaged views are enough
     */
    Future<Map<VideoId, ChannelViews>> measuredViews(LocalDate since, long least);

    /** What the ads of orders' days brought, as the analytics tell, and cost, as the ads report does. */
    Future<PaidViews> paidViews(List<PaidWindow> windows);

    /** What is stored of a video. */
    Future<VideoAnalytics> read(VideoId video);
}

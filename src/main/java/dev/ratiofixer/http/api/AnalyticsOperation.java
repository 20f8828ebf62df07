package dev.ratiofixer.http.api;

import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET campaigns/{id}/analytics}: what the owner's analytics say of the video. */
final class AnalyticsOperation implements Operation {
    private final EngineClient engine;

    AnalyticsOperation(EngineClient engine) {
        this.engine = engine;
    }

    /** The contract's {@code VideoAnalytics}. */
    record AnalyticsBody(
            String videoId,
            @Nullable Instant readAt,
            @Nullable LocalDate readyThrough,
            @Nullable LocalDate provisionalSince,
            @Nullable TotalsBody totals,
            List<DayBody> days) {
        static AnalyticsBody of(String videoId, VideoAnalytics read) {
            List<DayBody> days = read.days().stream()
                    .map(day -> DayBody.of(
                            day,
                            read.sources().stream()
                                    .filter(source -> source.day().equals(day.day()))
                                    .toList()))
                    .toList();
            return new AnalyticsBody(
                    videoId,
                    read.readAt(),
                    read.readyThrough(),
                    read.provisionalSince(),
                    days.isEmpty() ? null : TotalsBody.of(days),
                    days);
        }
    }

    /** The contract's {@code AnalyticsDay}. Views by ads are null on a day without a row by source. */
    record DayBody(
            LocalDate day,
            @Nullable Long engagedViews,
            @Nullable Long views,
            @Nullable Long adsEngagedViews,
            @Nullable Long adsViews,
            @Nullable Long likes,
            @Nullable Long dislikes,
            @Nullable Long comments,
            @Nullable Long shares,
            @Nullable Long subscribersGained,
            @Nullable Double averageViewPercentage) {
        static DayBody of(VideoDay day, List<SourceDay> sources) {
            List<SourceDay> ads = sources.stream()
                    .filter(source -> source.source().equals(VideoAnalytics.ADVERTISING))
                    .toList();
            return new DayBody(
                    day.day(),
                    day.engagedViews(),
                    day.views(),
                    sources.isEmpty() ? null : sum(ads, SourceDay::engagedViews, 0L),
                    sources.isEmpty() ? null : sum(ads, SourceDay::views, 0L),
                    day.likes(),
                    day.dislikes(),
                    day.comments(),
                    day.shares(),
                    day.subscribersGained(),
                    day.averageViewPercentage());
        }
    }

    /** The contract's {@code AnalyticsTotals}: of the days that are listed, each number of those that have it. */
    record TotalsBody(
            @Nullable Long engagedViews,
            @Nullable Long views,
            @Nullable Long adsEngagedViews,
            @Nullable Long adsViews,
            @Nullable Long likesLessDislikes,
            @Nullable Long shares,
            @Nullable Long subscribersGained,
            @Nullable Double averageViewPercentage) {
        static TotalsBody of(List<DayBody> days) {
            return new TotalsBody(
                    sum(days, DayBody::engagedViews, null),
                    sum(days, DayBody::views, null),
                    sum(days, DayBody::adsEngagedViews, null),
                    sum(days, DayBody::adsViews, null),
                    sum(days, TotalsBody::likesLessDislikes, null),
                    sum(days, DayBody::shares, null),
                    sum(days, DayBody::subscribersGained, null),
                    watched(days));
        }

        private static @Nullable Long likesLessDislikes(DayBody day) {
            return day.likes() == null || day.dislikes() == null ? null : day.likes() - day.dislikes();
        }

        /** A day counts by its engaged views, which are those that are watched. */
        private static @Nullable Double watched(List<DayBody> days) {
            double weights = 0;
            double sum = 0;
            for (DayBody day : days) {
                Long views = day.engagedViews();
                Double share = day.averageViewPercentage();
                if (views != null && views > 0 && share != null) {
                    weights += views;
                    sum += views * share;
                }
            }
            return weights == 0 ? null : Math.round(sum / weights * 100) / 100.0;
        }
    }

    private static <T> @Nullable Long sum(List<T> all, Function<T, @Nullable Long> number, @Nullable Long none) {
        List<Long> known = all.stream().map(number).filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? none
                : (Long) known.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Future<OperationResult> answer(ApiCall call) {
        return engine.status(new GetStatus(call.id()))
                .compose(CampaignOperations::found)
                .compose(view -> engine.analytics(view.campaign().video().id())
                        .map(read -> OperationResult.ok(
                                AnalyticsBody.of(view.campaign().video().id().value(), read))));
    }
}

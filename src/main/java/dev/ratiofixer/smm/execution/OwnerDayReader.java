package dev.ratiofixer.smm.execution;

import dev.ratiofixer.analytics.AnalyticsRequest.ReadVideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what the owner's analytics tell to what Google Ads said. Without them, or where they cannot be read in time, the
 * policy decides by what Google Ads said. Asked anew for each decision: what an owner has withdrawn is used no more.
 * Any context.
 */
final class OwnerDayReader {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerDayReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LocalBus bus;
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("the owner's analytics cannot be read, decisions go without: {}", cause.toString()),
            () -> LOG.info("the owner's analytics can be read"));

    OwnerDayReader(EventBus bus) {
        this.bus = new LocalBus(bus);
    }

    /** Returns the same with the owner's days, where there are any; never fails. */
    Future<AdsView> added(AdsView view, VideoFacts video) {
        if (!(view instanceof AdsView.Known known)) {
            return Future.succeededFuture(view);
        }
        return outages.of(bus.request(Addresses.ANALYTICS, new ReadVideoAnalytics(video.id()), PATIENCE))
                .map(read -> days(read, video.form()))
                .otherwise(List.of())
                .map(days -> new AdsView.Known(known.facts().knowing(days)));
    }

    /**
     * Returns the days that tell which views ads brought, oldest first. A day without a number or without any row by
     * source is not known; one with rows of other sources alone had no views by ads.
     *
     * @param form the target of a Short is of public views, that of a video of engaged ones
     */
    static List<OwnerDay> days(VideoAnalytics read, VideoForm form) {
        Map<LocalDate, List<SourceDay>> sources =
                read.sources().stream().collect(Collectors.groupingBy(SourceDay::day));
        return read.days().stream()
                .flatMap(day -> day(day, sources.getOrDefault(day.day(), List.of()), form).stream())
                .toList();
    }

    private static Optional<OwnerDay> day(VideoDay day, List<SourceDay> sources, VideoForm form) {
        @Nullable Long views = day.views();
        @Nullable Long engaged = day.engagedViews();
        long ads = 0;
        long engagedByAds = 0;
        for (SourceDay source : sources) {
            if (source.source().equals(VideoAnalytics.ADVERTISING)) {
                @Nullable Long brought = source.views();
                @Nullable Long engagedOf = source.engagedViews();
                if (brought == null || engagedOf == null) {
                    return Optional.empty();
                }
                ads += brought;
                engagedByAds += engagedOf;
            }
        }
        if (views == null || engaged == null || sources.isEmpty()) {
            return Optional.empty();
        }
        if (views < 0 || engaged < 0 || ads < 0 || engagedByAds < 0) {
            return Optional.empty();
        }
        PacificDay pacific = new PacificDay(day.day());
        return Optional.of(
                form == VideoForm.SHORT
                        ? new OwnerDay(pacific.start(), pacific.end(), views, views, ads, ads)
                        : new OwnerDay(pacific.start(), pacific.end(), views, engaged, ads, engagedByAds));
    }
}

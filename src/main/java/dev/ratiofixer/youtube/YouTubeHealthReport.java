package dev.ratiofixer.youtube;

import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.YouTubeHealth.BucketUse;
import dev.ratiofixer.youtube.YouTubeHealth.PriorityUse;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.quota.QuotaLease;
import dev.ratiofixer.youtube.quota.QuotaLease.QuotaAllocator;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts a {@link YouTubeHealth} together. */
record YouTubeHealthReport(
        PollingSchedule<WatchedVideo> schedule,
        YouTubeCircuitBreaker upstream,
        QuotaAllocator budget,
        SamplePublisher publisher,
        QuotaMeteredApi calls) {
    YouTubeHealth at(Instant now) {
        Optional<Outage> trouble = calls.trouble(now);
        return new YouTubeHealth(
                trouble.isEmpty(),
                trouble.map(Outage::detail).orElse(null),
                trouble.map(Outage::kind).orElse(null),
                schedule.members(),
                upstream.state(),
                upstream.lastAnswer().orElse(null),
                schedule.oldestReading().orElse(null),
                upstream.calls(),
                upstream.failures(),
                publisher.samples(),
                publisher.corrections(),
                publisher.unreadable(),
                List.of(use(budget.units(), now), use(budget.stats(), now)),
                Arrays.stream(WatchPriority.values()).map(this::use).toList());
    }

    private static BucketUse use(QuotaLease lease, Instant now) {
        PacificDay day = PacificDay.of(now);
        int left = lease.left();
        return new BucketUse(lease.bucket().key(), day.date(), lease.limit(), lease.limit() - left, left, day.end());
    }

    private PriorityUse use(WatchPriority priority) {
        return new PriorityUse(
                priority,
                schedule.members(priority),
                schedule.stretch().of(priority),
                schedule.shortestInterval(priority).orElse(null));
    }
}

package dev.ratiofixer.analytics;

import dev.ratiofixer.analytics.AnalyticsStore.RequestCount;
import dev.ratiofixer.analytics.AnalyticsStore.TrackedVideo;
import dev.ratiofixer.google.analytics.AnalyticsQuery;
import dev.ratiofixer.google.analytics.AnalyticsQuery.AnalyticsReport;
import dev.ratiofixer.google.analytics.AnalyticsTable;
import dev.ratiofixer.google.analytics.AnalyticsTable.AnalyticsRow;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One round of questions about one channel: what to ask next, and what an answer leads to. Pure and immutable.
 *
 * <p>Each video is asked for its last 14 days again, as YouTube restates some of them, and for more where it was not
 * read for long. Several videos share a query as far as its rows fit into one answer. YouTube refuses a whole query for
 * one id in it that it does not know, has as private or as another channel's: a refused query is halved until that id
 * is alone, and is not asked for again for a week. Where a single id is refused and no query of its kind was answered
 * yet, the channel's own days tell whether it is the id or the query.
 *
 * <p>Source of limits: YouTube Analytics API v2, "Channel Reports" (2026-09).
 *
 * @param pending what is still to be asked, in order
 * @param answered the kinds of query that were answered in this round
 * @param asked videos of which everything was answered
 * @param bad ids that turned out to be refused
 * @param cured ids that were refused once, and are not any more
 * @param used the day's requests
 * @param searchLimit how many more than {@link #DAILY_REQUESTS} a day has for finding refused ids
 * @param readyThrough the newest day of which there was a row
 * @param refusal which kind of query is refused altogether
 */
record ChannelRound(
        String channelId,
        List<RoundQuestion> pending,
        Set<AnalyticsReport> answered,
        Set<VideoId> asked,
        Set<VideoId> bad,
        Set<VideoId> cured,
        RequestCount used,
        int searchLimit,
        @Nullable LocalDate readyThrough,
        @Nullable AnalyticsReport refusal) {
    /** Of one channel in one Pacific day, whatever the number of its videos. */
    static final int DAILY_REQUESTS = 30;

    /** YouTube restates the last days; real clients read two weeks again. */
    static final int AGAIN_DAYS = 14;

    private static final int LONGEST_DAYS = 60;
    private static final int SHARED_VIDEOS = 196;
    /** As many as there are words for sources, and some that are new. */
    private static final int MOST_SOURCES = 25;

    private static final Duration REFUSED_FOR = Duration.ofDays(7);

    /**
     * A query.
     *
     * @param search whether it was made to find a refused id
     * @param suspect the id that a query without ids is to clear or to convict, {@code null} in others
     */
    record RoundQuestion(
            AnalyticsQuery query, boolean search, @Nullable VideoId suspect) {}

    ChannelRound {
        pending = List.copyOf(pending);
        answered = Set.copyOf(answered);
        asked = Set.copyOf(asked);
        bad = Set.copyOf(bad);
        cured = Set.copyOf(cured);
    }

    /**
     * Begins a round.
     *
     * @param today of Pacific time; its own counts are never ready
     * @param keptDays how many days back anything is kept
     * @param used the day's requests so far
     */
    static ChannelRound begin(
            String channelId,
            List<TrackedVideo> videos,
            LocalDate today,
            int keptDays,
            Instant now,
            RequestCount used) {
        List<TrackedVideo> good = videos.stream()
                .filter(video -> video.badSince() == null)
                .sorted(Comparator.comparing(
                        TrackedVideo::fetchedOn, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder())))
                .toList();
        List<RoundQuestion> pending = new ArrayList<>();
        addAll(
                pending,
                channelId,
                good.stream().filter(video -> isLong(video, today)).toList(),
                today,
                keptDays);
        addAll(
                pending,
                channelId,
                good.stream().filter(video -> !isLong(video, today)).toList(),
                today,
                keptDays);
        videos.stream()
                .filter(video -> video.badSince() != null
                        && !now.isBefore(video.badSince().plus(REFUSED_FOR)))
                .limit(1)
                .forEach(again -> addAll(pending, channelId, List.of(again), today, keptDays));
        int most = pending.stream()
                .mapToInt(question -> question.query().videos().size())
                .max()
                .orElse(1);
        return new ChannelRound(
                channelId, pending, Set.of(), Set.of(), Set.of(), Set.of(), used, searches(most), null, null);
    }

    /** How many requests finding one of {@code n} takes at most: both halves each time, and one to be sure. */
    static int searches(int n) {
        return 2 * (32 - Integer.numberOfLeadingZeros(Math.max(1, n) - 1)) + 2;
    }

    private static boolean isLong(TrackedVideo video, LocalDate today) {
        return video.fetchedOn() == null || ChronoUnit.DAYS.between(video.fetchedOn(), today) > AGAIN_DAYS / 2;
    }

    private static void addAll(
            List<RoundQuestion> pending, String channelId, List<TrackedVideo> videos, LocalDate today, int keptDays) {
        LocalDate end = today.minusDays(1);
        List<TrackedVideo> all =
                videos.stream().filter(video -> !video.published().isAfter(end)).toList();
        for (List<TrackedVideo> together : chunks(all, SHARED_VIDEOS)) {
            LocalDate start = together.stream()
                    .map(video -> start(video, today, keptDays))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            int days = (int) ChronoUnit.DAYS.between(start, end) + 1;
            int fit = (AnalyticsQuery.MOST_ROWS - 1) / days;
            for (AnalyticsReport report : List.of(AnalyticsReport.VIDEO_DAYS, AnalyticsReport.SOURCE_DAYS)) {
                int size = Math.max(1, report == AnalyticsReport.SOURCE_DAYS ? fit / MOST_SOURCES : fit);
                for (List<TrackedVideo> batch : chunks(together, size)) {
                    List<VideoId> ids = batch.stream().map(TrackedVideo::id).toList();
                    pending.add(new RoundQuestion(new AnalyticsQuery(report, channelId, start, end, ids), false, null));
                }
            }
        }
    }

    /** A video that is read every day has its two weeks, however young: the days before it have no row. */
    private static LocalDate start(TrackedVideo video, LocalDate today, int keptDays) {
        LocalDate kept = today.minusDays(Math.clamp(keptDays, 1, LONGEST_DAYS));
        LocalDate fetched = video.fetchedOn();
        if (!isLong(video, today)) {
            return latest(today.minusDays(AGAIN_DAYS), kept);
        }
        LocalDate unread = fetched == null ? kept : fetched.minusDays(AGAIN_DAYS);
        return latest(unread, latest(video.published(), kept));
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }

    /** The next query; empty when all was asked, or the day has no request left for it. */
    Optional<RoundQuestion> next() {
        return pending.stream().findFirst().filter(question -> isExtra(question) || used.requests() < DAILY_REQUESTS);
    }

    /** Whether all was asked that there was to ask. */
    boolean isComplete() {
        return pending.isEmpty();
    }

    /** Whether a question is one of those that a day has more of, for finding a refused id. */
    boolean isExtra(RoundQuestion question) {
        return question.search() && used.searches() < searchLimit;
    }

    /** The same with a request more. */
    ChannelRound counted(RequestCount now) {
        return new ChannelRound(
                channelId, pending, answered, asked, bad, cured, now, searchLimit, readyThrough, refusal);
    }

    /** After an answer to the first pending question. */
    ChannelRound after(AnalyticsTable table) {
        RoundQuestion question = pending.getFirst();
        AnalyticsQuery query = question.query();
        VideoId suspect = question.suspect();
        if (suspect != null) {
            return rest(with(answered, AnalyticsReport.VIDEO_DAYS)).convict(suspect);
        }
        if (table.isFull() && query.videos().size() > 1) {
            return halved(question, false);
        }
        ChannelRound next = rest(with(answered, query.report()));
        boolean last = query.report() == AnalyticsReport.SOURCE_DAYS;
        Set<VideoId> done = new HashSet<>(asked);
        Set<VideoId> well = new HashSet<>(cured);
        if (last) {
            done.addAll(query.videos());
        } else {
            well.addAll(query.videos());
        }
        LocalDate newest = table.rows().stream()
                .map(AnalyticsRow::day)
                .max(Comparator.naturalOrder())
                .orElse(readyThrough);
        return new ChannelRound(
                channelId,
                next.pending,
                next.answered,
                done,
                bad,
                well,
                used,
                searchLimit,
                readyThrough == null || (newest != null && newest.isAfter(readyThrough)) ? newest : readyThrough,
                refusal);
    }

    /** After YouTube refused the first pending question as a query that it does not take. */
    ChannelRound refused() {
        RoundQuestion question = pending.getFirst();
        AnalyticsQuery query = question.query();
        if (query.videos().size() > 1) {
            return halved(question, true);
        }
        if (query.report() == AnalyticsReport.VIDEO_DAYS) {
            VideoId only = query.videos().getFirst();
            return answered.contains(AnalyticsReport.VIDEO_DAYS)
                    ? rest(answered).convict(only)
                    : replaced(List.of(new RoundQuestion(
                            new AnalyticsQuery(
                                    AnalyticsReport.CHANNEL_DAYS, channelId, query.start(), query.end(), List.of()),
                            true,
                            only)));
        }
        if (answered.contains(AnalyticsReport.SOURCE_DAYS)) {
            return rest(answered);
        }
        // The ids are good, or there are none: it is the query.
        AnalyticsReport of = question.suspect() == null ? AnalyticsReport.SOURCE_DAYS : AnalyticsReport.VIDEO_DAYS;
        List<RoundQuestion> others = pending.stream()
                .skip(1)
                .filter(each -> of != each.query().report() && of != AnalyticsReport.VIDEO_DAYS)
                .toList();
        return new ChannelRound(channelId, others, answered, asked, bad, cured, used, searchLimit, readyThrough, of);
    }

    private ChannelRound convict(VideoId video) {
        List<RoundQuestion> others = new ArrayList<>();
        for (RoundQuestion question : pending) {
            AnalyticsQuery query = question.query();
            List<VideoId> left =
                    query.videos().stream().filter(id -> !id.equals(video)).toList();
            if (left.size() == query.videos().size()) {
                others.add(question);
            } else if (!left.isEmpty()) {
                others.add(new RoundQuestion(
                        new AnalyticsQuery(query.report(), channelId, query.start(), query.end(), left),
                        question.search(),
                        null));
            }
        }
        Set<VideoId> convicted = with(bad, video);
        return new ChannelRound(
                channelId, others, answered, asked, convicted, cured, used, searchLimit, readyThrough, refusal);
    }

    private ChannelRound halved(RoundQuestion question, boolean search) {
        AnalyticsQuery query = question.query();
        int middle = (query.videos().size() + 1) / 2;
        List<RoundQuestion> halves = new ArrayList<>();
        for (List<VideoId> half : chunks(query.videos(), middle)) {
            halves.add(new RoundQuestion(
                    new AnalyticsQuery(query.report(), channelId, query.start(), query.end(), half), search, null));
        }
        return replaced(halves);
    }

    private ChannelRound replaced(List<RoundQuestion> first) {
        List<RoundQuestion> all = new ArrayList<>(first);
        all.addAll(pending.subList(1, pending.size()));
        return new ChannelRound(channelId, all, answered, asked, bad, cured, used, searchLimit, readyThrough, refusal);
    }

    private ChannelRound rest(Set<AnalyticsReport> now) {
        return new ChannelRound(
                channelId,
                pending.subList(1, pending.size()),
                now,
                asked,
                bad,
                cured,
                used,
                searchLimit,
                readyThrough,
                refusal);
    }

    private static <T> Set<T> with(Set<T> set, T more) {
        Set<T> all = new HashSet<>(set);
        all.add(more);
        return all;
    }
}

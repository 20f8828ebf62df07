package dev.ratiofixer.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.AnalyticsStore.RequestCount;
import dev.ratiofixer.analytics.AnalyticsStore.TrackedVideo;
import dev.ratiofixer.analytics.ChannelRound.RoundQuestion;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRoundTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-30");
    private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");
    private static final LocalDate LONG_AGO = TODAY.minusDays(300);
    private static final AnalyticsTable NOTHING = new AnalyticsTable(List.of());

    /** What was asked, by a YouTube that refuses some ids and whatever else it is told to. */
    private static final class Answering {
        private final Set<VideoId> refused;
        private final Predicate<AnalyticsQuery> alsoRefused;
        private final List<RoundQuestion> asked = new ArrayList<>();
        private int requests;
        private int searches;

        Answering(Set<VideoId> refused, Predicate<AnalyticsQuery> alsoRefused) {
            this.refused = refused;
            this.alsoRefused = alsoRefused;
        }

        ChannelRound run(ChannelRound begin) {
            ChannelRound round = begin;
            while (round.next().isPresent()) {
                RoundQuestion question = round.next().get();
                asked.add(question);
                if (round.isExtra(question)) {
                    searches++;
                } else {
                    requests++;
                }
                round = round.counted(new RequestCount(requests, searches));
                boolean no = alsoRefused.test(question.query())
                        || question.query().videos().stream().anyMatch(refused::contains);
                round = no ? round.refused() : round.after(NOTHING);
            }
            return round;
        }
    }

    private static List<VideoId> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new VideoId("%011d".formatted(number)))
                .toList();
    }

    private static List<TrackedVideo> videos(List<VideoId> ids, @Nullable LocalDate fetchedOn) {
        return ids.stream()
                .map(id -> new TrackedVideo(id, LONG_AGO, fetchedOn, null))
                .toList();
    }

    private static ChannelRound begin(List<TrackedVideo> videos) {
        return ChannelRound.begin("UCone", videos, TODAY, 29, NOW, new RequestCount(0, 0));
    }

    private static Answering all(Set<VideoId> refused) {
        return new Answering(refused, query -> false);
    }

    @Test
    void two_weeks_are_read_again_up_to_yesterday() {
        ChannelRound round = begin(videos(ids(1), TODAY.minusDays(1)));

        assertThat(round.pending())
                .extracting(question -> question.query().report())
                .containsExactly(AnalyticsReport.VIDEO_DAYS, AnalyticsReport.SOURCE_DAYS);
        assertThat(round.pending()).allSatisfy(question -> {
            assertThat(question.query().start()).isEqualTo(TODAY.minusDays(14));
            assertThat(question.query().end()).isEqualTo(TODAY.minusDays(1));
        });
    }

    @Test
    void a_video_that_was_never_read_is_read_as_far_back_as_anything_is_kept() {
        assertThat(begin(videos(ids(1), null)).pending().getFirst().query().start())
                .isEqualTo(TODAY.minusDays(29));
        assertThat(ChannelRound.begin("UCone", videos(ids(1), null), TODAY, 1000, NOW, new RequestCount(0, 0))
                        .pending()
                        .getFirst()
                        .query()
                        .start())
                .isEqualTo(TODAY.minusDays(60));
        assertThat(ChannelRound.begin("UCone", videos(ids(1), TODAY), TODAY, 3, NOW, new RequestCount(0, 0))
                        .pending()
                        .getFirst()
                        .query()
                        .start())
                .isEqualTo(TODAY.minusDays(3));
    }

    @Test
    void days_before_a_release_are_not_asked_for_nor_a_video_of_today() {
        TrackedVideo young = new TrackedVideo(ids(1).getFirst(), TODAY.minusDays(5), null, null);
        TrackedVideo today = new TrackedVideo(ids(2).get(1), TODAY, null, null);

        ChannelRound round = begin(List.of(young, today));

        assertThat(round.pending()).allSatisfy(question -> {
            assertThat(question.query().start()).isEqualTo(TODAY.minusDays(5));
            assertThat(question.query().videos()).containsExactly(young.id());
        });
    }

    @Test
    void after_an_outage_the_days_that_were_missed_are_read() {
        ChannelRound round = begin(videos(ids(1), TODAY.minusDays(12)));

        assertThat(round.pending().getFirst().query().start()).isEqualTo(TODAY.minusDays(26));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 28, 29, 196, 197, 390, 1000})
    void no_answer_can_be_fuller_than_it_may_be_and_no_day_asks_too_often(int count) {
        for (LocalDate fetched : new LocalDate[] {TODAY.minusDays(1), null}) {
            Answering youtube = all(Set.of());
            ChannelRound round = youtube.run(begin(videos(ids(count), fetched)));

            assertThat(youtube.requests + youtube.searches).isLessThanOrEqualTo(30);
            assertThat(youtube.asked).allSatisfy(question -> {
                AnalyticsQuery query = question.query();
                long days = ChronoUnit.DAYS.between(query.start(), query.end()) + 1;
                long rows = days * query.videos().size() * (query.report() == AnalyticsReport.SOURCE_DAYS ? 25 : 1);
                assertThat(rows).isLessThan(AnalyticsQuery.MOST_ROWS);
                assertThat(query.videos()).hasSizeLessThanOrEqualTo(AnalyticsQuery.MOST_VIDEOS);
            });
            if (count <= 390 && fetched != null) {
                assertThat(round.isComplete()).isTrue();
                assertThat(round.asked()).hasSize(count);
            }
        }
    }

    @Test
    void videos_that_were_read_longest_ago_come_first() {
        List<TrackedVideo> videos = new ArrayList<>(videos(ids(1000), TODAY.minusDays(1)));
        VideoId old = new VideoId("old-video-1");
        videos.add(new TrackedVideo(old, LONG_AGO, TODAY.minusDays(3), null));

        assertThat(begin(videos).pending().getFirst().query().videos()).startsWith(old);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 17, 64, 100, 150, 196})
    void one_refused_id_is_found_within_its_requests(int count) {
        List<VideoId> ids = ids(count);
        for (int each = 0; each < count; each += Math.max(1, count / 7)) {
            VideoId bad = ids.get(each);
            Answering youtube = all(Set.of(bad));
            ChannelRound round = youtube.run(begin(videos(ids, TODAY.minusDays(1))));

            int ceiling = (int) Math.ceil(Math.log(count) / Math.log(2));
            assertThat(round.bad()).as("%s of %s", each, count).containsExactly(bad);
            assertThat(youtube.searches).isLessThanOrEqualTo(2 * ceiling + 2);
            assertThat(youtube.requests).isLessThanOrEqualTo(30);
            assertThat(round.isComplete()).isTrue();
            assertThat(round.asked()).hasSize(count - 1).doesNotContain(bad);
        }
    }

    @Test
    void several_refused_ids_are_found_over_days_and_no_day_asks_too_often() {
        List<VideoId> ids = ids(196);
        Random random = new Random(7);
        List<VideoId> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        Set<VideoId> refused = Set.copyOf(shuffled.subList(0, 12));
        Set<VideoId> found = new HashSet<>();
        int days = 0;
        while (found.size() < refused.size()) {
            List<TrackedVideo> known = ids.stream()
                    .map(id -> new TrackedVideo(id, LONG_AGO, TODAY, found.contains(id) ? NOW : null))
                    .toList();
            Answering youtube = all(refused);
            ChannelRound round = youtube.run(begin(known));
            assertThat(youtube.requests).isLessThanOrEqualTo(30);
            assertThat(youtube.searches).isLessThanOrEqualTo(ChannelRound.searches(196));
            assertThat(refused).containsAll(round.bad());
            found.addAll(round.bad());
            assertThat(++days).isLessThan(13);
        }
        assertThat(found).isEqualTo(refused);
    }

    @Test
    void a_refused_id_is_not_asked_for_again_before_a_week_and_then_alone() {
        VideoId bad = ids(3).get(1);
        List<TrackedVideo> videos = ids(3).stream()
                .map(id -> new TrackedVideo(id, LONG_AGO, TODAY, id.equals(bad) ? NOW : null))
                .toList();
        assertThat(begin(videos).pending())
                .noneMatch(question -> question.query().videos().contains(bad));

        Instant later = NOW.plus(Duration.ofDays(7));
        ChannelRound round = ChannelRound.begin("UCone", videos, TODAY, 29, later, new RequestCount(0, 0));
        Answering still = all(Set.of(bad));
        ChannelRound refusedAgain = still.run(round);
        assertThat(refusedAgain.bad()).containsExactly(bad);
        assertThat(still.requests).isEqualTo(3);
        assertThat(still.searches).isZero();

        ChannelRound public_ = all(Set.of()).run(round);
        assertThat(public_.bad()).isEmpty();
        assertThat(public_.cured()).contains(bad);
        assertThat(public_.asked()).hasSize(3);
    }

    /** It is not the id, and none is held for bad. */
    @Test
    void a_query_that_is_refused_whatever_it_names_convicts_nobody() {
        for (int count : new int[] {1, 2, 50}) {
            Answering youtube = new Answering(Set.of(), query -> query.report() != AnalyticsReport.SOURCE_DAYS);
            ChannelRound round = youtube.run(begin(videos(ids(count), TODAY)));

            assertThat(round.bad()).isEmpty();
            assertThat(round.refusal()).isEqualTo(AnalyticsReport.VIDEO_DAYS);
            assertThat(youtube.requests + youtube.searches).isLessThanOrEqualTo(30 + ChannelRound.searches(count));
        }
    }

    @Test
    void where_only_the_sources_are_refused_the_days_are_read() {
        Answering youtube = new Answering(Set.of(), query -> query.report() == AnalyticsReport.SOURCE_DAYS);
        ChannelRound round = youtube.run(begin(videos(ids(40), TODAY)));

        assertThat(round.bad()).isEmpty();
        assertThat(round.refusal()).isEqualTo(AnalyticsReport.SOURCE_DAYS);
        assertThat(youtube.asked.getFirst().query().report()).isEqualTo(AnalyticsReport.VIDEO_DAYS);
    }

    @Test
    void an_answer_that_is_full_is_asked_for_in_halves() {
        List<VideoId> ids = ids(4);
        ChannelRound round = begin(videos(ids, TODAY));
        AnalyticsRow row = new AnalyticsRow(ids.getFirst().value(), TODAY.minusDays(3), "", Map.of());
        AnalyticsTable full = new AnalyticsTable(Collections.nCopies(AnalyticsQuery.MOST_ROWS, row));

        ChannelRound next = round.after(full);

        assertThat(next.pending().subList(0, 2))
                .extracting(question -> question.query().videos())
                .containsExactly(ids.subList(0, 2), ids.subList(2, 4));
    }

    @Test
    void the_newest_day_is_the_newest_of_all_answers() {
        List<VideoId> ids = ids(1);
        ChannelRound round = begin(videos(ids, TODAY));
        AnalyticsRow older = new AnalyticsRow(ids.getFirst().value(), TODAY.minusDays(4), "", Map.of());
        AnalyticsRow newer = new AnalyticsRow(ids.getFirst().value(), TODAY.minusDays(3), "", Map.of());

        assertThat(round.after(new AnalyticsTable(List.of(older, newer)))
                        .after(NOTHING)
                        .readyThrough())
                .isEqualTo(TODAY.minusDays(3));
    }
}

package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.StandInCatalog.Clip;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sample says what YouTube said, no more. */
class TruthfulSamplesIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final VideoId OTHER = new VideoId("bbbbbbbbbbb");

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        bench.standIn.catalog.add(OTHER.value(), "UCtwo", "2026-09-01T10:00:00Z");
        bench.watch(VIDEO, "here");
        bench.watch(OTHER, "there");
        bench.run(Duration.ofMinutes(2));
        bench.news("here");
        bench.news("there");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void missingStaysMissingAndZeroIsZero() throws Exception {
        bench.standIn.catalog.put(clip().counting(0L, null, 0L));
        bench.run(Duration.ofMinutes(2));

        assertThat(samples("here"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.counters()).isEqualTo(new Counters(0L, null, 0L)));
    }

    @Test
    void commentsThatAreTurnedOffAreMissingWhileLikesGoOn() throws Exception {
        bench.standIn.catalog.put(clip().counting(2000L, 80L, null));
        bench.run(Duration.ofMinutes(2));

        assertThat(samples("here"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.counters()).isEqualTo(new Counters(2000L, 80L, null)));
    }

    @Test
    void aCounterThatFallsIsACorrection() throws Exception {
        bench.standIn.catalog.put(clip().counting(900L, 40L, 3L));
        bench.run(Duration.ofMinutes(3));

        List<Sample> samples = samples("here");
        assertThat(samples.getFirst().corrected()).isTrue();
        assertThat(samples.subList(1, samples.size())).isNotEmpty().noneMatch(Sample::corrected);
        assertThat(bench.health().corrections()).isEqualTo(1);
    }

    @Test
    void aCounterThatGoesMissingIsNoCorrection() throws Exception {
        bench.standIn.catalog.put(clip().counting(1000L, null, 3L));
        bench.run(Duration.ofMinutes(2));

        assertThat(samples("here")).isNotEmpty().noneMatch(Sample::corrected);
    }

    @Test
    void everySampleSaysWhatAViewMeans() throws Exception {
        bench.run(Duration.ofMinutes(2));

        assertThat(samples("here"))
                .isNotEmpty()
                .allMatch(sample -> sample.countingRegime() == CountingRegime.FIRST_FRAME);
    }

    @Test
    void aVideoThatDisappearsIsToldOnceAndItsReturnIsNoticed() throws Exception {
        bench.standIn.catalog.put(clip().withPrivacy("absent"));
        bench.run(Duration.ofHours(2));

        assertThat(bench.news("here"))
                .singleElement()
                .isInstanceOfSatisfying(
                        SamplingInterrupted.class,
                        news -> assertThat(news.trouble()).isEqualTo(WatchError.VIDEO_GONE));
        assertThat(samples("there")).hasSizeGreaterThan(150);

        bench.standIn.catalog.put(clip().withPrivacy("public"));
        bench.run(Duration.ofMinutes(31));
        bench.news("here");
        bench.run(Duration.ofMinutes(6));
        assertThat(samples("here")).hasSizeBetween(9, 11);
    }

    @Test
    void aVideoThatIsGoneIsAskedForSeldom() throws Exception {
        bench.standIn.catalog.put(clip().withPrivacy("absent"));
        bench.run(Duration.ofMinutes(2));
        bench.standIn.calls.clear();
        bench.run(Duration.ofHours(5));

        assertThat(bench.standIn.calls.stream().filter(call -> call.ids().contains(VIDEO.value())))
                .hasSizeBetween(9, 12);
    }

    @Test
    void aVideoMadePrivateIsToldAsSuch() throws Exception {
        bench.standIn.catalog.put(clip().withPrivacy("private"));
        bench.run(Duration.ofMinutes(10));

        assertThat(bench.news("here"))
                .last()
                .isInstanceOfSatisfying(
                        SamplingInterrupted.class,
                        news -> assertThat(news.trouble()).isEqualTo(WatchError.VIDEO_PRIVATE));
    }

    @Test
    void anIdThatOneAnswerLeavesOutIsConfirmedBeforeItIsBelieved() throws Exception {
        bench.standIn.next(request -> StandIn.json(request, 200, new JsonObject().put("items", new JsonArray())));
        bench.run(Duration.ofMinutes(5));

        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
        assertThat(bench.news("there")).isNotEmpty().allMatch(Sampled.class::isInstance);
    }

    @Test
    void anUnknownVideoIsToldToItsWatcher() throws Exception {
        bench.watch(new VideoId("zzzzzzzzzzz"), "nowhere");
        bench.run(Duration.ofMinutes(1));

        assertThat(bench.news("nowhere"))
                .singleElement()
                .isInstanceOfSatisfying(
                        SamplingInterrupted.class,
                        news -> assertThat(news.trouble()).isEqualTo(WatchError.VIDEO_GONE));
    }

    @Test
    void aSecondWatcherHearsTheLastSampleAtOnce() throws Exception {
        bench.run(Duration.ofMinutes(2));
        Sample last = samples("here").getLast();
        bench.watch(VIDEO, "later");
        bench.run(Duration.ofMillis(1));

        // On a busy machine the clock may run on to the next poll before the watch is answered.
        assertThat(samples("later")).startsWith(last);
    }

    @Test
    void aReadingThatCannotBeReadIsToldOnceAndItsEndIsNoticed() throws Exception {
        bench.standIn.catalog.put(clip().counting(-3L, 40L, 3L));
        bench.run(Duration.ofMinutes(10));

        assertThat(bench.news("here")).singleElement().isInstanceOfSatisfying(SamplingInterrupted.class, news -> {
            assertThat(news.trouble()).isEqualTo(WatchError.READING_UNREADABLE);
            assertThat(news.detail()).contains("viewCount is \"-3\"").contains("the last numbers are of");
        });
        assertThat(samples("there")).hasSizeGreaterThan(10);
        assertThat(bench.health().unreadable()).isGreaterThan(10);

        bench.standIn.catalog.put(clip().counting(2000L, 40L, 3L));
        bench.run(Duration.ofMinutes(2));
        assertThat(samples("here"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.counters().views()).isEqualTo(2000L));
    }

    @Test
    void anUpcomingVideoIsDescribedAgainUntilItIsOutAndForADayAfter() throws Exception {
        VideoId premiere = new VideoId("ppppppppppp");
        Instant now = PollingTestBench.START;
        bench.standIn.catalog.put(described(premiere, now.minus(Duration.ofDays(9)), "P0D"));
        bench.watch(premiere, "premiere");
        bench.run(Duration.ofHours(30));
        assertThat(facts("premiere")).isNotEmpty().allMatch(facts -> facts.duration() == null);

        Instant out = now.plus(Duration.ofHours(31));
        bench.standIn.catalog.put(described(premiere, now.minus(Duration.ofDays(9)), "PT3M20S"));
        bench.run(Duration.ofMinutes(15));
        assertThat(facts("premiere").getLast().duration()).isEqualTo(Duration.ofSeconds(200));

        bench.standIn.catalog.put(described(premiere, out, "PT3M20S"));
        bench.run(Duration.ofMinutes(90));
        assertThat(facts("premiere").getLast().publishedAt()).isEqualTo(out);
    }

    private static Clip described(VideoId id, Instant published, String duration) {
        return new Clip(id.value(), "UCone", published, duration, false, 10L, 1L, 0L, "public");
    }

    private List<VideoFacts> facts(String watcher) {
        return bench.news(watcher).stream()
                .filter(Sampled.class::isInstance)
                .map(Sampled.class::cast)
                .map(Sampled::facts)
                .toList();
    }

    private Clip clip() {
        return Objects.requireNonNull(bench.standIn.catalog.clips.get(VIDEO.value()));
    }

    private List<Sample> samples(String watcher) {
        return bench.news(watcher).stream()
                .map(Sampled.class::cast)
                .map(Sampled::sample)
                .toList();
    }
}

package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A premiere, from three hours before it begins, when people like what nobody has seen, to its second day. */
class PremiereTest {
    private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final VideoFacts PREMIERE = new VideoFacts(
            new VideoId("aaaaaaaaaaa"),
            "Premiere",
            "UCone",
            START,
            Duration.ofSeconds(200),
            VideoForm.VIDEO,
            Category.MUSIC);
    private static final ChannelHistory CHANNEL =
            new ChannelHistory(20, 0.04, 0.0015, new UsualUpload(20, 20_000, 60, 190));

    private static Features at(Duration sinceStart, long views) {
        Sample sample =
                new Sample(START.plus(sinceStart), new Counters(views, 1L, 0L), CountingRegime.FIRST_FRAME, false);
        return CampaignFeatures.of(PREMIERE, sample, views, CHANNEL);
    }

    private static List<Expectation> expectations(long views) {
        List<Features> rows = new ArrayList<>();
        for (Duration at = Duration.ofHours(-3); at.compareTo(Duration.ofDays(2)) <= 0; at = at.plus(STEP)) {
            rows.add(at(at, views));
        }
        try (NetworkModel model = new NetworkModel(ModelFile.shipped())) {
            return model.expect(rows);
        }
    }

    @Test
    void itsAgeBeginsWithItsPublication() {
        assertThat(at(Duration.ofHours(-3), 0).ageDays()).isZero();
        assertThat(at(Duration.ofHours(12), 0).ageDays()).isEqualTo(0.5);
    }

    @Test
    void nothingIsExpectedOfNoViewsBeforeItBegins() {
        assertThat(expectations(0).getFirst().likes().p50()).isLessThan(1);
    }

    @Test
    void noExpectationJumpsBetweenTwoLooksAtTheSameViews() {
        for (long views : List.of(300L, 5_000L, 80_000L)) {
            List<Expectation> looks = expectations(views);
            for (int i = 1; i < looks.size(); i++) {
                closeTo(looks.get(i - 1).likes(), looks.get(i).likes());
                closeTo(looks.get(i - 1).comments(), looks.get(i).comments());
            }
        }
    }

    private static void closeTo(Quantiles before, Quantiles after) {
        for (ToDoubleFunction<Quantiles> of : List.<ToDoubleFunction<Quantiles>>of(
                Quantiles::p10, Quantiles::p25, Quantiles::p50, Quantiles::p75, Quantiles::p90)) {
            assertThat((of.applyAsDouble(after) + 1) / (of.applyAsDouble(before) + 1))
                    .isBetween(0.95, 1.05);
        }
    }
}

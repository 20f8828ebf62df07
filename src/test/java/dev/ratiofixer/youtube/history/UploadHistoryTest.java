package dev.ratiofixer.youtube.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What uploads that were read across the counting change tell. */
class UploadHistoryTest {
    private static final Instant CHANGED = Instant.parse("2026-08-27T00:00:00Z");
    private static final Instant NOW = CHANGED.plus(Duration.ofDays(40));
    private int ids;

    private UploadRecord upload(int daysBefore, CountersAt... readings) {
        return new UploadRecord(
                new VideoId(String.format("u%010d", ids++)),
                CHANGED.minus(Duration.ofDays(daysBefore)),
                VideoForm.VIDEO,
                Duration.ofSeconds(200),
                Category.MUSIC,
                List.of(readings));
    }

    private static CountersAt read(int day, long views, long likes) {
        return new CountersAt(CHANGED.plus(Duration.ofDays(day)), new Counters(views, likes, likes / 20));
    }

    /**
     * Sixty days old, with readings of before: 4,000 new views brought 80 likes, and so does each engaged view after.
     */
    private UploadRecord old(double factor) {
        // 25 days on, likes for each new view fall by themselves as those before did: see ViewFactor.
        return upload(
                60,
                read(-50, 10_000, 500),
                read(0, 14_000, 580),
                read(40, 14_000 + Math.round(3_000 * factor), 580 + 45));
    }

    private List<UploadRecord> eight(double factor) {
        List<UploadRecord> uploads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            uploads.add(old(factor));
        }
        return uploads;
    }

    private static ChannelCounting counting(ChannelHistory history) {
        return Objects.requireNonNull(history.counting());
    }

    @Test
    void likesForEachNewViewTellTheFactor() {
        ChannelCounting unchanged = counting(UploadHistory.of(eight(1), List.of(), NOW, CHANGED));
        ChannelCounting doubled = counting(UploadHistory.of(eight(2.5), List.of(), NOW, CHANGED));

        assertThat(doubled.logFactor() - unchanged.logFactor()).isBetween(0.45, Math.log(2.5));
        assertThat(unchanged.factor()).isBetween(1.0, 1.35);
        assertThat(doubled.factorUploads()).isEqualTo(8);
        assertThat(doubled.logFactorVariance()).isLessThan(0.05);
    }

    @Test
    void aStreamThatStillGoesOnTellsNothingOfTheCounting() {
        UploadRecord fresh = upload(-10, read(40, 9_000, 200));
        UploadRecord live = new UploadRecord(
                new VideoId("live0000000"),
                CHANGED.plus(Duration.ofDays(12)),
                VideoForm.VIDEO,
                Duration.ZERO,
                Category.MUSIC,
                List.of(read(40, 9_000, 200)));

        ChannelHistory history = UploadHistory.of(List.of(live, fresh), List.of(live, fresh), NOW, CHANGED);

        assertThat(counting(history).uploads())
                .singleElement()
                .satisfies(upload -> assertThat(upload.durationSeconds()).isEqualTo(200));
    }

    @Test
    void withoutOldUploadsTheFactorIsWhatIsUsualAndUncertain() {
        UploadRecord fresh = upload(-10, read(40, 9_000, 200));
        ChannelCounting counting = counting(UploadHistory.of(List.of(fresh), List.of(fresh), NOW, CHANGED));

        assertThat(counting.factorUploads()).isZero();
        assertThat(counting.factor()).isBetween(1.1, 1.6);
        assertThat(counting.logFactorVariance()).isGreaterThan(0.03);
        assertThat(counting.uploads()).singleElement().satisfies(upload -> {
            assertThat(upload.views()).isEqualTo(9_000);
            assertThat(upload.ageDays()).isCloseTo(30, within(1e-9));
        });
    }

    @Test
    void theHistoryIsInEngagedViews() {
        List<UploadRecord> uploads = eight(2.5);
        ChannelHistory history = UploadHistory.of(uploads, uploads, NOW, CHANGED);
        double factor = counting(history).factor();

        double engaged = 14_000 + 7_500 / factor;
        assertThat(history.likeRate()).isCloseTo(625 / engaged, within(1e-9));
        assertThat(Objects.requireNonNull(history.usual()).views()).isCloseTo(engaged, within(1.0));
        assertThat(UploadHistory.asCounted(uploads).likeRate()).isCloseTo(625 / 21_500.0, within(1e-9));
        assertThat(counting(history).uploads()).isEmpty();
    }

    @Test
    void anUploadReadAfterTheChangeOnlyTellsByHowItGrows() {
        List<UploadRecord> uploads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // Before, 4 likes for a hundred views; afterwards new views bring what they always do, over 3.
            uploads.add(upload(400, read(30, 100_000, 4_000), read(40, 102_400, 4_014)));
        }

        ChannelCounting counting = counting(UploadHistory.of(uploads, List.of(), NOW, CHANGED));

        assertThat(counting.factorUploads()).isEqualTo(8);
        assertThat(counting.factor()).isBetween(1.5, 3.0);
    }

    @Test
    void beforeTheChangeAndForShortsNothingIsTurnedIntoAnything() {
        UploadRecord read = upload(60, read(-50, 10_000, 500), read(-1, 14_000, 580));

        assertThat(UploadHistory.of(List.of(read), List.of(read), CHANGED.minusSeconds(5), CHANGED)
                        .counting())
                .isNull();
        assertThat(UploadHistory.of(List.of(), List.of(), NOW, CHANGED)).isEqualTo(ChannelHistory.UNKNOWN);
    }

    @Test
    void keepsTheReadingsThatTellSomethingAndNoneForTooLong() {
        List<CountersAt> daily = new ArrayList<>();
        for (int day = -20; day < 39; day++) {
            daily.add(read(day, 1_000 + day, 50));
        }
        UploadRecord today = upload(60, read(39, 2_000, 60));

        assertThat(today.after(daily, CHANGED, Instant.EPOCH).readings())
                .extracting(reading -> Duration.between(CHANGED, reading.at()).toDays())
                .containsExactly(-20L, 0L, 1L, 8L, 15L, 22L, 29L, 36L, 39L);
        assertThat(today.after(daily, CHANGED, CHANGED.plus(Duration.ofDays(12)))
                        .readings())
                .extracting(reading -> Duration.between(CHANGED, reading.at()).toDays())
                .containsExactly(12L, 19L, 26L, 33L, 39L);
    }
}

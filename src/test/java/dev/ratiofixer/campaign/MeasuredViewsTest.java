package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignDependencies.ViewMeasurement;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The engaged views among those of today, as far as the owner's analytics tell how they are counted. */
class MeasuredViewsTest {
    private static final Instant SINCE = CountingRegime.VIDEOS_CHANGED;
    private static final Instant NOW = SINCE.plus(Duration.ofDays(90));
    /** Of 1,000 views of ten days that ended three days ago 500 were engaged. */
    private static final ViewMeasurement TWO = measured(2, 2, 100);

    private static ViewMeasurement measured(double first, double last, double daily) {
        return new ViewMeasurement(
                new MeasuredViews(
                        NOW.minus(Duration.ofDays(13)), NOW.minus(Duration.ofDays(3)), 1_000, 500, first, last, daily),
                SINCE);
    }

    private static Features video(CountingRegime regime, Instant published, double ageDays) {
        return new Features(
                10_000, ageDays, 200, VideoForm.VIDEO, regime, Category.MUSIC, ChannelHistory.UNKNOWN, published);
    }

    @Test
    void allViewsOfAVideoThatCameOutLaterAreCountedSo() {
        Features asked = video(CountingRegime.FIRST_FRAME, SINCE.plus(Duration.ofDays(9)), 81);

        assertThat(CampaignFeatures.measured(asked, TWO, NOW).engagedViews()).isEqualTo(5_000);
        assertThat(CampaignFeatures.measured(asked, TWO, NOW).views()).isEqualTo(10_000);
    }

    /**
     * Of what ads have brought lately more is counted than of what came before them: that changes no view of before.
     */
    @Test
    void whatCameBeforeAndAfterTheKnownDaysGoesByTheDaysNextToIt() {
        Features asked = video(CountingRegime.FIRST_FRAME, SINCE.plus(Duration.ofDays(9)), 81);

        // 500 of the known days, 3 days of 100 views at 2.5, and 8,700 of before at 1.25.
        assertThat(CampaignFeatures.measured(asked, measured(1.25, 2.5, 100), NOW)
                        .engagedViews())
                .isEqualTo(500 + 120 + 6_960);
    }

    @Test
    void ofAnOlderVideoOnlyThoseSinceThen() {
        Features asked = video(CountingRegime.FIRST_FRAME, SINCE.minus(Duration.ofDays(300)), 390);

        assertThat(CampaignFeatures.measured(asked, TWO, NOW).engagedViews()).isBetween(8_000L, 9_500L);
    }

    @Test
    void nothingIsKnownWithoutAMeasurementNorOfViewsThatWereAlwaysEngaged() {
        Features counted = video(CountingRegime.ORIGINAL, SINCE.minus(Duration.ofDays(30)), 20);

        assertThat(CampaignFeatures.measured(counted, TWO, NOW)).isEqualTo(counted);
        Features today = video(CountingRegime.FIRST_FRAME, SINCE.plus(Duration.ofDays(9)), 20);
        assertThat(CampaignFeatures.measured(today, null, NOW)).isEqualTo(today);
    }
}

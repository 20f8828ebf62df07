package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignDependencies.ViewMeasurement;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The engaged views among those of today, as far as the owner's analytics tell how they are counted. */
class MeasuredViewsTest {
    private static final Instant SINCE = CountingRegime.VIDEOS_CHANGED;
    private static final ViewMeasurement TWO = new ViewMeasurement(2, SINCE);

    private static Features video(CountingRegime regime, Instant published, double ageDays) {
        return new Features(
                10_000, ageDays, 200, VideoForm.VIDEO, regime, Category.MUSIC, ChannelHistory.UNKNOWN, published);
    }

    @Test
    void allViewsOfAVideoThatCameOutLaterAreCountedSo() {
        Features asked = video(CountingRegime.FIRST_FRAME, SINCE.plus(Duration.ofDays(9)), 20);

        assertThat(CampaignFeatures.measured(asked, TWO).engagedViews()).isEqualTo(5_000);
        assertThat(CampaignFeatures.measured(asked, TWO).views()).isEqualTo(10_000);
    }

    @Test
    void ofAnOlderVideoOnlyThoseSinceThen() {
        Features asked = video(CountingRegime.FIRST_FRAME, SINCE.minus(Duration.ofDays(300)), 390);

        assertThat(CampaignFeatures.measured(asked, TWO).engagedViews()).isBetween(9_000L, 10_000L);
    }

    @Test
    void nothingIsKnownWithoutAMeasurementNorOfViewsThatWereAlwaysEngaged() {
        Features counted = video(CountingRegime.ORIGINAL, SINCE.minus(Duration.ofDays(30)), 20);

        assertThat(CampaignFeatures.measured(counted, TWO)).isEqualTo(counted);
        Features today = video(CountingRegime.FIRST_FRAME, SINCE.plus(Duration.ofDays(9)), 20);
        assertThat(CampaignFeatures.measured(today, null)).isEqualTo(today);
    }
}

package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.PaidNetworks.NetworkTotals;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import dev.ratiofixer.video.CountingRegime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class NetworkMultiplesTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final double RATE = 0.04;
    private static final double IN_STREAM = 2.4;
    private static final double SHORTS = 0.3;
    private static final PaidEstimate POOLED = new PaidEstimate(1.2, 0.9, 1.6, 0.85, 0.02, 0.4, Instant.EPOCH);

    /** What twenty days of a campaign bring: paid views an hour, and which share of them Shorts have. */
    private static PaidEstimate adjusted(double anHour, IntToDoubleFunction shorts, double likesOfShorts) {
        List<AdsHour> hours = new ArrayList<>();
        List<CampaignReading> readings = new ArrayList<>();
        Random noise = new Random(7);
        double views = 100_000;
        double likes = 0.5 * RATE * views;
        for (int hour = 0; hour < 480; hour++) {
            if (hour % 6 == 0) {
                readings.add(reading(hour, views, likes));
            }
            double share = shorts.applyAsDouble(hour / 24);
            long ofShorts = Math.round(anHour * share);
            long inStream = Math.round(anHour * (1 - share));
            hours.add(new AdsHour(
                    START.plus(Duration.ofHours(hour)),
                    1_000 * (ofShorts + inStream),
                    ofShorts + inStream,
                    new PaidNetworks(
                            new NetworkTotals(1_000 * inStream, 3 * inStream, inStream),
                            NetworkTotals.NONE,
                            new NetworkTotals(1_000 * ofShorts, 3 * ofShorts, ofShorts),
                            NetworkTotals.NONE)));
            double organic = 200 + 60 * Math.sin(hour * Math.PI / 12);
            double mean = RATE * (organic * 0.4 + inStream * IN_STREAM + ofShorts * likesOfShorts);
            views += organic + ofShorts + inStream;
            likes += mean + Math.sqrt(mean) * noise.nextGaussian();
        }
        return NetworkMultiples.adjusted(
                CampaignSpans.of(
                        readings, new PaidViews(hours), AssessedCounter.LIKES, START.plus(Duration.ofDays(21))),
                hours,
                POOLED);
    }

    private static CampaignReading reading(int hour, double views, double likes) {
        return new CampaignReading(
                START.plus(Duration.ofHours(hour)),
                Math.round(views),
                Math.round(likes),
                null,
                RATE * views,
                null,
                CountingRegime.FIRST_FRAME);
    }

    @Test
    void ofTwoNetworksTheOneThatTheAdsAreShownOnNowCounts() {
        PaidEstimate onShorts = adjusted(400, day -> day < 10 ? day % 2 == 0 ? 0.2 : 0.6 : 0.95, SHORTS);
        PaidEstimate inStream = adjusted(400, day -> day < 10 ? day % 2 == 0 ? 0.9 : 0.5 : 0.05, SHORTS);

        assertThat(onShorts.multiple()).isLessThan(0.75 * POOLED.multiple());
        assertThat(onShorts.above()).isLessThan(POOLED.above());
        assertThat(onShorts.good(List.of(), false)).isFalse();
        assertThat(inStream.multiple()).isGreaterThan(1.2 * POOLED.multiple());
        assertThat(inStream.above()).isGreaterThan(POOLED.above());
        assertThat(inStream.low()).isLessThan(inStream.multiple());
        assertThat(inStream.high()).isGreaterThan(inStream.multiple());
    }

    @Test
    void nothingIsMovedWhereTheMixIsAlwaysTheSame() {
        assertThat(adjusted(400, day -> 0.5, SHORTS)).isEqualTo(POOLED);
    }

    @Test
    void nothingIsMovedWhereThereAreTooFewToTell() {
        assertThat(adjusted(3, day -> day < 10 ? 0.2 : 0.95, SHORTS)).isEqualTo(POOLED);
    }

    @Test
    void nothingIsMovedWhereTheNetworksDoNotDiffer() {
        assertThat(adjusted(400, day -> day < 10 ? 0.2 : 0.95, IN_STREAM)).isEqualTo(POOLED);
    }

    @Test
    void nothingIsMovedWhereNetworksAreNotKnown() {
        List<AdsHour> hours = List.of(new AdsHour(START, 1_000, 500));

        assertThat(NetworkMultiples.adjusted(List.of(), hours, POOLED)).isEqualTo(POOLED);
    }
}

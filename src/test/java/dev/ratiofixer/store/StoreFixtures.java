package dev.ratiofixer.store;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Campaigns and snapshots to store. */
public final class StoreFixtures {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final Expectation EXPECTED = new Expectation(
            new Quantiles(100, 200, 400.4, 600, 800), new Quantiles(10, 20, 40, 60, 80), true, List.of(), "test");
    private static final AtomicLong NUMBER = new AtomicLong();

    private StoreFixtures() {}

    public static Campaign campaign() {
        return campaign(String.format(Locale.ROOT, "v%010d", NUMBER.incrementAndGet()));
    }

    public static Campaign campaign(String videoId) {
        VideoFacts video = new VideoFacts(
                new VideoId(videoId),
                "A song’s “title”",
                "UC4YCVy0ggUoFd2NVU2z04WA",
                NOW.minus(Duration.ofDays(10)),
                Duration.ofMillis(204_500),
                VideoForm.SHORT,
                Category.MUSIC);
        String id = UUID.randomUUID().toString();
        CampaignTerms terms = new CampaignTerms(
                "Spring",
                "https://docs.google.com/x",
                "tier one",
                "2324",
                "ads-" + id,
                OrderMode.AUTO,
                new SpendLimits(Money.parse("100.00", "USD"), Money.parse("10.00", "USD")),
                new CompleteWhen(1_000_000L, Duration.ofDays(3), NOW.plusSeconds(9)),
                new Consent("owner", NOW.minusSeconds(60), NOW.plus(Duration.ofDays(90))));
        return new Campaign(id, 0, video, terms, NOW);
    }

    public static CampaignSnapshot fresh() {
        return snapshot(CampaignStatus.RUNNING, null);
    }

    public static CampaignSnapshot sampled(Instant at, long views) {
        return snapshot(
                CampaignStatus.RUNNING,
                new Sample(at, new Counters(views, null, 0L), CountingRegime.FIRST_FRAME, true));
    }

    public static CampaignSnapshot snapshot(CampaignStatus status, @Nullable Sample sample) {
        return new CampaignSnapshot(
                status,
                sample,
                sample == null ? null : EXPECTED,
                new Shortfall(sample == null ? 0 : 400, 7),
                new OrderTotals(1, 2, 3, 4),
                // What is stored of it is read from the ledger.
                new Spend(Money.zero("USD"), Money.zero("USD"), Money.parse("100.00", "USD")),
                status.isLive() ? null : NOW.plusSeconds(7),
                sample == null ? null : sample.at(),
                sample == null ? null : sample.at().plusSeconds(36),
                sample == null ? List.of() : List.of(new Problem("orders_held", "wait", NOW)));
    }
}

package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Campaigns, samples and expectations to test with. */
final class CampaignFixtures {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final VideoFacts VIDEO = new VideoFacts(
            new VideoId("enqBY9C99iU"),
            "A song",
            "UC4YCVy0ggUoFd2NVU2z04WA",
            NOW.minus(Duration.ofDays(10)),
            Duration.ofSeconds(204),
            VideoForm.VIDEO,
            Category.MUSIC);

    /** p10 100, p25 200, p50 400 likes; a tenth of that in comments. */
    static final Expectation EXPECTED = new Expectation(
            new Quantiles(100, 200, 400, 600, 800), new Quantiles(10, 20, 40, 60, 80), true, List.of(), "test");

    /** The channel's first video: little is known, but that is all there is to know. */
    static final ChannelKnowledge CHANNEL = new ChannelKnowledge.Empty(NOW);

    static final SpendLimits LIMITS = new SpendLimits(Money.parse("100.00", "USD"), Money.parse("10.00", "USD"));
    static final Consent CONSENT = new Consent("owner", NOW.minusSeconds(60), NOW.plus(Duration.ofDays(90)));

    private CampaignFixtures() {}

    static CampaignTerms terms(OrderMode mode, CompleteWhen completeWhen) {
        return new CampaignTerms("A campaign", null, null, "2324", "439", mode, LIMITS, completeWhen, CONSENT);
    }

    static Campaign campaign(OrderMode mode, CompleteWhen completeWhen) {
        return new Campaign("c-1", 1, VIDEO, terms(mode, completeWhen), NOW);
    }

    static CampaignState running() {
        return new CampaignState.Running(CampaignProgress.fresh(OrderTotals.NONE, null));
    }

    static Sampled sampled(Instant at, @Nullable Long views, @Nullable Long likes, @Nullable Long comments) {
        Sample sample = new Sample(at, new Counters(views, likes, comments), CountingRegime.FIRST_FRAME, false);
        return new Sampled(VIDEO, sample, CHANNEL, null);
    }
}

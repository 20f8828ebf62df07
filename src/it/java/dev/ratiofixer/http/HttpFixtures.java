package dev.ratiofixer.http;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.calibration.ChannelCalibration;
import dev.ratiofixer.model.calibration.ChannelCalibration.CounterCalibration;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.AdNetworks.NetworkFigures;
import dev.ratiofixer.smm.api.AdNetworks.NetworkReport;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.video.ViewUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Campaigns, samples and orders for tests: a video whose likes fall under its band and come back. */
final class HttpFixtures {
    static final NetworkReport NETWORKS = new NetworkReport(
            Instant.parse("2026-11-20T09:00:00Z"),
            Instant.parse("2026-11-30T08:15:00Z"),
            "USD",
            List.of(new NetworkFigures("in_stream", 74_400_000, 61_000, 12_400)));

    static final ServiceList SERVICES = new ServiceList(List.of(
            new ServiceList.ServiceView(
                    "2324",
                    OrderType.AD_BUDGET,
                    "Demand Gen EU",
                    Money.parse("5.00", "USD"),
                    Money.parse("50.00", "USD"),
                    new ServicePreflight(
                            "2324",
                            "111/2301",
                            Instant.parse("2026-11-20T11:00:00Z"),
                            List.of(new ServicePreflight.Item(
                                    "serving_limited",
                                    ServicePreflight.Severity.NOTICE,
                                    "the ads campaign is limited",
                                    "look at it in Google Ads")))),
            new ServiceList.ServiceView("439", OrderType.OWNER_COMMENT, "Channel's own prompt", null, null, null),
            new ServiceList.ServiceView("7", OrderType.TEAM_TASK, "Newsletter team", null, null, null)));

    static final String CHANNEL = "UCabcdefghijklmnopqrstuv";
    /** One that only a campaign of another node knows. */
    static final String CHANNEL_ELSEWHERE = "UCelsewherefghijklmnopqr";

    private static final ChannelCounting COUNTING = new ChannelCounting(
            Instant.parse("2026-08-27T00:00:00Z"),
            ViewUnit.ENGAGED,
            Math.log(1.8),
            0.04,
            7,
            List.of(
                    new NewUpload(9_000, 300L, 12L, 30, 200, Category.MUSIC),
                    new NewUpload(4_000, 150L, null, 60, 180, Category.MUSIC)));
    static final ChannelHistory HISTORY = new ChannelHistory(9, 0.041, 0.0018).withCounting(COUNTING);
    static final ChannelCalibration CALIBRATION = new ChannelCalibration(
            COUNTING,
            new CounterCalibration(2, Math.log(1.1), 0.02, List.of(0.3, 0.1, 0.0, 0.1, 0.3), 1),
            new CounterCalibration(1, Math.log(0.95), 0.05, List.of(0.6, 0.2, 0.0, 0.2, 0.6), 1));

    private HttpFixtures() {}

    static VideoFacts facts(VideoId id, String title) {
        return new VideoFacts(
                id,
                title,
                CHANNEL,
                FakeEngine.START.minus(Duration.ofDays(9)),
                Duration.ofSeconds(215),
                VideoForm.VIDEO,
                Category.MUSIC);
    }

    static CampaignTerms terms(String name, OrderMode mode) {
        return new CampaignTerms(
                name,
                "https://docs.google.com/spreadsheets/d/1AbC/edit",
                "gold",
                "2324",
                "439",
                mode,
                new SpendLimits(Money.parse("200.00", "USD"), Money.parse("20.00", "USD")),
                CompleteWhen.NEVER,
                null);
    }

    static Expectation expectation(long views) {
        return new Expectation(around(views * 0.038), around(views * 0.0017), true, List.of(), "2026.11-test");
    }

    private static Quantiles around(double middle) {
        return new Quantiles(middle * 0.5, middle * 0.72, middle, middle * 1.32, middle * 1.75);
    }

    static CampaignView fresh(Campaign campaign, Instant now) {
        return sampled(
                new CampaignView(
                        campaign,
                        new CampaignSnapshot(
                                CampaignStatus.RUNNING,
                                null,
                                null,
                                Shortfall.NONE,
                                OrderTotals.NONE,
                                null,
                                null,
                                null,
                                null,
                                List.of())),
                now);
    }

    static long views(CampaignView view, Instant at) {
        long seed = Math.abs(view.campaign().id().hashCode() % 17);
        double hours =
                Math.max(0.2, Duration.between(view.campaign().startedAt(), at).toSeconds() / 3600.0 + 40);
        return Math.round((900 + 160 * seed) * Math.pow(hours, 1.15));
    }

    private static Sample sample(CampaignView view, Instant at) {
        long seed = Math.abs(view.campaign().id().hashCode() % 17);
        long views = views(view, at);
        double hours = Duration.between(view.campaign().startedAt(), at).toSeconds() / 3600.0;
        double rate = 0.021 + 0.0008 * seed + 0.014 * (1 / (1 + Math.exp(-(hours - 30) / 6)));
        Long likes = seed == 3 ? null : Math.round(views * rate);
        return new Sample(
                at,
                new Counters(views, likes, Math.round(views * rate * 0.04)),
                CountingRegime.of(VideoForm.VIDEO, at),
                false);
    }

    static CampaignView sampled(CampaignView view, Instant now) {
        Sample sample = sample(view, now);
        Long views = sample.counters().views();
        Expectation expectation = expectation(views == null ? 0 : views);
        Long likes = sample.counters().likes();
        long missing = likes == null || likes >= expectation.likes().p25()
                ? 0
                : Math.round(expectation.likes().p50() - likes);
        return new CampaignView(
                view.campaign(),
                new CampaignSnapshot(
                        view.snapshot().status(),
                        sample,
                        expectation,
                        new Shortfall(missing, 0),
                        new OrderTotals(640, 12, 200, 4),
                        new Spend(
                                Money.parse("15.00", "USD"), Money.parse("37.50", "USD"), Money.parse("200.00", "USD")),
                        null,
                        now,
                        now.plusSeconds(36),
                        view.snapshot().problems(),
                        view.snapshot().channel(),
                        view.snapshot().healthySince(),
                        view.snapshot().asked(),
                        view.snapshot().pausedBy()));
    }

    static CampaignView scheduled(Campaign campaign) {
        return new CampaignView(
                campaign,
                new CampaignSnapshot(
                        CampaignStatus.SCHEDULED,
                        null,
                        null,
                        Shortfall.NONE,
                        OrderTotals.NONE,
                        null,
                        null,
                        null,
                        null,
                        List.of()));
    }

    /** Paused by a person, or on again. */
    static CampaignView paused(CampaignView view, @Nullable PersonPause pause) {
        CampaignSnapshot old = view.snapshot();
        return new CampaignView(
                view.campaign(),
                new CampaignSnapshot(
                        pause == null ? CampaignStatus.RUNNING : CampaignStatus.PAUSED,
                        old.lastSample(),
                        old.expectation(),
                        old.shortfall(),
                        old.orders(),
                        old.spend(),
                        null,
                        old.lastCheck(),
                        old.nextCheck(),
                        old.problems(),
                        old.channel(),
                        old.healthySince(),
                        old.asked(),
                        pause));
    }

    static CampaignView with(CampaignView view, CampaignStatus status, Instant stoppedAt) {
        CampaignSnapshot old = view.snapshot();
        return new CampaignView(
                view.campaign(),
                new CampaignSnapshot(
                        status,
                        old.lastSample(),
                        old.expectation(),
                        old.shortfall(),
                        old.orders(),
                        old.spend(),
                        stoppedAt,
                        old.lastCheck(),
                        null,
                        old.problems()));
    }

    static List<@Nullable Long> sparkline(CampaignView view, int points, Instant now) {
        List<@Nullable Long> likes = new ArrayList<>();
        for (ExpectedSample sample : points == 0 ? List.<ExpectedSample>of() : series(view, points, now)) {
            likes.addFirst(sample.sample().counters().likes());
        }
        return likes;
    }

    /** Newest first, evenly from the start until now. */
    static List<ExpectedSample> series(CampaignView view, int points, Instant now) {
        List<ExpectedSample> series = new ArrayList<>();
        Duration life = Duration.between(view.campaign().startedAt(), now);
        for (int i = points - 1; i >= 0; i--) {
            Instant at =
                    view.campaign().startedAt().plus(life.multipliedBy(i + 1).dividedBy(points));
            Sample sample = sample(view, at);
            Expectation expected = expectation(views(view, at));
            series.add(new ExpectedSample(sample, expected.likes(), expected.comments()));
        }
        return series;
    }

    static OrderTrail order(String id, String campaignId, OrderType type, OrderStatus status, Instant at) {
        OrderView order = new OrderView(
                id,
                campaignId,
                type,
                type == OrderType.AD_BUDGET ? "2324" : type == OrderType.OWNER_COMMENT ? "439" : "7",
                status,
                type == OrderType.AD_BUDGET ? 12_000_000 : 1,
                Money.parse(type == OrderType.AD_BUDGET ? "24.00" : "0.00", "USD"),
                type == OrderType.OWNER_COMMENT ? 0 : 320,
                type == OrderType.OWNER_COMMENT ? 18 : 4,
                at,
                status == OrderStatus.COMPLETED ? at.plus(Duration.ofHours(10)) : null,
                switch (type) {
                    case AD_BUDGET -> "Raise the daily budget of Demand Gen EU from 10.00 to 12.00 USD";
                    case OWNER_COMMENT -> "Post the channel's prompt from the approved sheet";
                    case TEAM_TASK -> "Ask the newsletter team to point at the video";
                },
                status == OrderStatus.PROPOSED ? null : "consent of label@example.org",
                null,
                null);
        OrderTrail.UpliftView uplift = status == OrderStatus.COMPLETED
                ? new OrderTrail.UpliftView(
                        new OrderTrail.Measured(290, 180, 410),
                        new OrderTrail.Measured(6, 1, 12),
                        at.plus(Duration.ofHours(10)),
                        new OrderTrail.EffectHours(at, at.plus(Duration.ofHours(10)), List.of(), null, null))
                : null;
        return new OrderTrail(
                order,
                uplift,
                List.of(new OrderTrail.TrailStep(
                        at, "proposed", "policy", "likes under the trigger quantile", "5b0c8b7e")),
                basis(type, status, at));
    }

    private static OrderTrail.Basis basis(OrderType type, OrderStatus status, Instant at) {
        return new OrderTrail.Basis(
                "Spring single",
                "springsingl",
                "Spring single (Official Video)",
                type == OrderType.OWNER_COMMENT ? "Which line will you sing along to?" : null,
                OrderFixtures.evidence(),
                status == OrderStatus.PROPOSED ? at.plus(Duration.ofDays(1)) : null);
    }

    static OrderTrail with(OrderTrail trail, OrderStatus status, String actor, String note, Instant at) {
        OrderView old = trail.order();
        OrderView order = new OrderView(
                old.orderId(),
                old.campaignId(),
                old.orderType(),
                old.serviceId(),
                status,
                old.quantity(),
                old.cost(),
                old.forecastLikes(),
                old.forecastComments(),
                old.orderedAt(),
                old.completedAt(),
                old.summary(),
                actor,
                old.problem(),
                old.visibility());
        List<OrderTrail.TrailStep> audit = new ArrayList<>(trail.audit());
        audit.add(new OrderTrail.TrailStep(
                at, status.name().toLowerCase(java.util.Locale.ROOT), actor, note, "5b0c8b7e"));
        return new OrderTrail(order, trail.uplift(), audit, trail.basis());
    }
}

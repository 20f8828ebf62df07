package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.ProviderReceipt;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.BudgetRules;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.EndsBeforeReturn;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's situation for tests: some days of a video with 10,000 organic and some paid views a day, whose target is
 * 4 likes and 0.2 comments for each 100 views. Change what matters, then take {@link #now}.
 */
public final class PolicyFixtures {
    public static final Instant START = Instant.parse("2026-11-02T06:10:00Z");
    static final String CHANNEL = "UC4YCVy0ggUoFd2NVU2z04WA";
    static final AdBudgetService ADS =
            new AdBudgetService("2324", "Demand Gen EU", "111", null, "2301", usd("5.00"), usd("50.00"));
    static final OwnerCommentService PROMPT = new OwnerCommentService("439", "Own prompt", Set.of(CHANNEL));
    static final TeamTaskService TEAM = new TeamTaskService("7", "Newsletter", URI.create("https://example.org/hook"));
    static final double LIKE_RATE = 0.04;
    static final double COMMENT_RATE = 0.002;
    private static final double ORGANIC_A_DAY = 10_000;

    public int days = 10;
    /** Likes before the campaign, over the target's. */
    double standing = 0.6;
    /** Likes a view of organic viewers in the campaign, over the target's. */
    double organic = 0.25;
    /** The same of paid viewers. */
    public double paid = 2;
    /** Paid views a day. */
    double paidViews = 10_000;
    /** Likes that are shown now, over the target; {@code null} for what has come in. */
    @Nullable
    public Double likesNow;

    @Nullable
    Double commentsNow = 1.0;

    public boolean likesHidden;
    public OrderMode mode = OrderMode.AUTO;
    /** Whether the owner's consent covers trials. */
    boolean trials;

    @Nullable
    public SpendLimits limits = new SpendLimits(usd("400.00"), usd("60.00"));

    public EngineLimits engine = new EngineLimits(usd("60.00"), usd("1000.00"), true);
    PolicySettings settings = PolicySettings.DEFAULT;

    @Nullable
    public PromotionService likeLever = ADS;

    @Nullable
    PromotionService commentLever;

    @Nullable
    TeamTaskService team = TEAM;

    public DailyBudget budget = new DailyBudget(usd("10.00"), true);

    /** What stands in the way of changing the ads campaign's budget. */
    public List<PreflightFinding> findings = new ArrayList<>();

    /** What amounts its account takes. */
    public BudgetRules rules = BudgetRules.ofCurrency("USD");

    @Nullable
    public EndsBeforeReturn ends;

    @Nullable
    public String adsSilent;

    public List<Order> orders = new ArrayList<>();

    List<Order> ofOwner = new ArrayList<>();
    /** Readings after the daily ones. */
    List<CampaignReading> later = new ArrayList<>();

    @Nullable
    public Money reserved;

    ApprovedComments prompts = new ApprovedComments.NotNeeded();
    int videoComments;
    ZoneId zone = ZoneOffset.UTC;
    Duration late = Duration.ZERO;
    Set<String> usedTexts = Set.of();
    Duration sampleAge = Duration.ZERO;

    public static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    public Instant at() {
        return START.plus(Duration.ofDays(days)).plus(late);
    }

    public Plan decide() {
        return PromotionPolicy.decide(now());
    }

    PolicyInput now() {
        List<CampaignReading> readings = readings();
        AdsView ads = adsSilent != null
                ? new AdsView.Unknown(adsSilent)
                : new AdsView.Known(new AdsFacts(budget, new AdsPreflight(findings, rules, ends), adsHours(), zone));
        return new PolicyInput(
                at(),
                promotion(),
                evidence(readings.getLast()),
                settings,
                engine,
                likeLever,
                commentLever,
                team,
                new CampaignOrderHistory(
                        orders,
                        readings,
                        new CampaignTotals(reserved, null, 0, 0, 0, 0, 0),
                        videoComments,
                        usedTexts,
                        START.minus(Duration.ofDays(20)),
                        ofOwner),
                ads,
                prompts);
    }

    Promotion promotion() {
        VideoFacts video = new VideoFacts(
                new VideoId("enqBY9C99iU"),
                "A song",
                CHANNEL,
                START.minus(Duration.ofDays(20)),
                Duration.ofMinutes(3),
                VideoForm.VIDEO,
                Category.MUSIC);
        return new Promotion(
                "campaign",
                1,
                video,
                mode,
                id(likeLever),
                id(commentLever),
                null,
                "gold",
                limits,
                new Consent("Ada", START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(365)), trials),
                START);
    }

    private static @Nullable String id(@Nullable PromotionService service) {
        return service == null ? null : service.id();
    }

    public List<CampaignReading> readings() {
        List<CampaignReading> readings = new ArrayList<>();
        double views = 200_000;
        double likes = standing * LIKE_RATE * views;
        double comments = COMMENT_RATE * views;
        for (int day = 0; day <= days; day++) {
            readings.add(new CampaignReading(
                    START.plus(Duration.ofDays(day)),
                    Math.round(views),
                    likesHidden ? null : Math.round(likes),
                    Math.round(comments),
                    LIKE_RATE * views,
                    COMMENT_RATE * views,
                    CountingRegime.ORIGINAL));
            views += ORGANIC_A_DAY + paidViews;
            likes += LIKE_RATE * (organic * ORGANIC_A_DAY + paid * paidViews);
            comments += COMMENT_RATE * (ORGANIC_A_DAY + paidViews);
        }
        readings.addAll(later);
        return readings;
    }

    private List<AdsHour> adsHours() {
        return IntStream.rangeClosed(0, days)
                .mapToObj(day -> LocalDate.ofInstant(START, ZoneOffset.UTC).plusDays(day))
                .flatMap(date -> hours(date, Math.round(paidViews * 2_500), Math.round(paidViews)).stream())
                .toList();
    }

    /** A day (UTC) of an ads campaign that serves evenly. */
    public static List<AdsHour> hours(LocalDate date, long costMicros, long views) {
        return IntStream.range(0, 24)
                .mapToObj(hour -> new AdsHour(
                        date.atTime(hour, 0).toInstant(ZoneOffset.UTC),
                        costMicros * (hour + 1) / 24 - costMicros * hour / 24,
                        views * (hour + 1) / 24 - views * hour / 24))
                .toList();
    }

    private Evidence evidence(CampaignReading last) {
        double target = LIKE_RATE * last.views();
        double wanted = COMMENT_RATE * last.views();
        Long likes = likesNow == null ? last.likes() : Long.valueOf(Math.round(likesNow * target));
        Long comments = commentsNow == null ? null : Long.valueOf(Math.round(commentsNow * wanted));
        Counters counters = new Counters(last.views(), likesHidden ? null : likes, comments);
        return new Evidence(
                new Sample(at().minus(sampleAge), counters, CountingRegime.ORIGINAL, false),
                ChannelHistory.UNKNOWN,
                likesHidden ? null : band(target),
                comments == null ? null : band(wanted),
                true,
                "test",
                0,
                0);
    }

    /** As if an order of so many days ago had set the budget from the owner's own. */
    public PolicyFixtures raised(String own, String to, Duration ago) {
        budget = new DailyBudget(usd(to), true);
        orders.add(pending(
                new SetDailyBudget(
                        "111", null, "2301", usd(own), new DailyBudget(usd(own), true), budget, Duration.ofHours(30)),
                ago));
        return this;
    }

    /** An order that the provider has had for some time. */
    public Order pending(OrderAction action, Duration ago) {
        Placing placing = approved(action, ago).begin(at().minus(ago));
        return placing.placed(new ProviderReceipt("there", null, at().minus(ago)), Duration.ofHours(30));
    }

    public Approved approved(OrderAction action, Duration ago) {
        return new Proposed(terms(action, ago)).approve(new Approval.ByPerson("ada", "", at().minus(ago)));
    }

    public OrderTerms terms(OrderAction action, Duration ago) {
        Money cost = action instanceof SetDailyBudget set
                ? set.exposure()
                : action instanceof RunTrial trial ? trial.exposure() : usd("0.00");
        String service = switch (action) {
            case SetDailyBudget set -> ADS.id();
            case RunTrial trial -> ADS.id();
            case PostComment post -> PROMPT.id();
            case AskTeam ask -> TEAM.id();
        };
        String id = "order-" + orders.size();
        return new OrderTerms(
                id,
                id,
                "campaign",
                promotion().video().id(),
                1,
                service,
                action,
                cost,
                limits,
                Forecast.NOTHING,
                evidence(readings().getLast()),
                "because",
                at().minus(ago),
                at().minus(ago).plus(Duration.ofDays(1)));
    }

    private static Quantiles band(double target) {
        return new Quantiles(0.6 * target, 0.8 * target, target, 1.25 * target, 1.6 * target);
    }
}

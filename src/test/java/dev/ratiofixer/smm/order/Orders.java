package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.Evidence;
import dev.ratiofixer.smm.SpendLimits;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Orders for tests. */
public final class Orders {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final VideoId VIDEO = new VideoId("enqBY9C99iU");
    public static final SpendLimits LIMITS = new SpendLimits(usd("100.00"), usd("50.00"));

    private Orders() {}

    public static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    /** A raise from 10.00 that costs this much over a day. */
    public static Proposed raise(String campaignId, String key, String cost) {
        Money above = new Money(usd(cost).micros() / SetDailyBudget.OVERDELIVERY, "USD");
        SetDailyBudget action = new SetDailyBudget(
                "111",
                null,
                "2301",
                usd("10.00"),
                new DailyBudget(usd("10.00"), true),
                new DailyBudget(usd("10.00").plus(above), true),
                Duration.ofDays(1));
        return new Proposed(terms(campaignId, key, "ads-" + campaignId, action, action.exposure()));
    }

    public static Proposed comment(String campaignId, String key, String text) {
        PostComment action = new PostComment("UC4YCVy0ggUoFd2NVU2z04WA", VIDEO, 2, text);
        return new Proposed(terms(campaignId, key, "439", action, usd("0.00")));
    }

    public static Proposed task(String campaignId, String key) {
        AskTeam action = new AskTeam(VIDEO, "A song", "Ask the newsletter's readers.", 300, 20);
        return new Proposed(terms(campaignId, key, "7", action, usd("0.00")));
    }

    public static OrderTerms terms(String campaignId, String key, String service, OrderAction action, Money cost) {
        return new OrderTerms(
                UUID.randomUUID().toString(),
                campaignId + "/" + key,
                campaignId,
                VIDEO,
                1,
                service,
                action,
                cost,
                LIMITS,
                new Forecast(40, 3),
                evidence(),
                "because",
                NOW,
                NOW.plus(Duration.ofDays(1)));
    }

    public static Evidence evidence() {
        return new Evidence(
                new Sample(NOW, new Counters(10_000L, 200L, 12L), CountingRegime.FIRST_FRAME, false),
                ChannelHistory.UNKNOWN,
                new Quantiles(200, 300, 400, 500, 600),
                new Quantiles(10, 15, 20, 25, 30),
                true,
                "test-model",
                200,
                8);
    }

    public static Approval person() {
        return new Approval.ByPerson("ada", "go on", NOW);
    }

    public static Receipt receipt(Instant at) {
        return new Receipt("customers/111/campaignBudgets/9301", "request-1", at);
    }
}

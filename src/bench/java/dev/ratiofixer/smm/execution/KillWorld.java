package dev.ratiofixer.smm.execution;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the killed processes and who kills them agree on. */
final class KillWorld {
    static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    /** The last three of the sandbox's ads campaigns cannot be changed or share a budget. */
    static final int ADS_CAMPAIGNS = 40;

    /** Tight enough that some are refused. */
    static final SpendLimits LIMITS = new SpendLimits(OrderFixtures.usd("400.00"), OrderFixtures.usd("6.00"));

    private static final int FIRST_ADS_CAMPAIGN = 2301;

    private KillWorld() {}

    static String adsCampaign(int number) {
        return Integer.toString(FIRST_ADS_CAMPAIGN + number);
    }

    static SmmSettings settings(URI origin) {
        List<PromotionService> services = new ArrayList<>();
        for (int i = 0; i < ADS_CAMPAIGNS; i++) {
            String ads = adsCampaign(i);
            Money least = OrderFixtures.usd("2.00");
            services.add(new AdBudgetService(
                    service(OrderType.AD_BUDGET, ads),
                    "Ads " + i,
                    "111",
                    null,
                    ads,
                    least,
                    OrderFixtures.usd("80.00")));
        }
        services.add(new OwnerCommentService("439", "Channel's own prompt", Set.of()));
        services.add(new TeamTaskService("7", "Newsletter team", origin.resolve("/hooks/newsletter")));
        EngineLimits limits = new EngineLimits(OrderFixtures.usd("20.00"), OrderFixtures.usd("150.00"), true);
        return new SmmSettings(services, limits, PolicySettings.DEFAULT);
    }

    static String service(OrderType type, String adsCampaign) {
        return switch (type) {
            case AD_BUDGET -> "ads-" + adsCampaign;
            case OWNER_COMMENT -> "439";
            case TEAM_TASK -> "7";
        };
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}

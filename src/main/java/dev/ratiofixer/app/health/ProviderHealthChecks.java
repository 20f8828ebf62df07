package dev.ratiofixer.app.health;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeHealth;
import dev.ratiofixer.youtube.YouTubeHealth.BucketUse;
import dev.ratiofixer.youtube.YouTubeRequest.GetYouTubeHealth;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.List;

/** Checks the providers that this node works with, each with a remedy. Asks the verticles, never the providers. */
public final class ProviderHealthChecks {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int SCARCE = 10;

    private final EventBus bus;
    private final CurrentConfiguration live;

    public ProviderHealthChecks(EventBus bus, CurrentConfiguration live) {
        this.bus = bus;
        this.live = live;
    }

    /** Returns the polling module's own report. */
    public Future<YouTubeHealth> polling() {
        return new LocalBus(bus).request(Addresses.YOUTUBE, new GetYouTubeHealth(), LIMIT);
    }

    /** Whether YouTube can be polled. */
    public Future<ComponentHealth> youtube() {
        if (live.secret(Secret.YOUTUBE_API_KEY).isEmpty()) {
            return Future.succeededFuture(ComponentHealth.down(
                    "there is no key for YouTube, so no numbers are read: campaigns stay as they are and nothing is ordered",
                    "whoever runs Ratio Fixer sets a key of its Google API project (YOUTUBE_API_KEY, or its file by"
                            + " YOUTUBE_API_KEY_FILE)"));
        }
        return polling().map(ProviderHealthChecks::youtube);
    }

    static ComponentHealth youtube(YouTubeHealth health) {
        String trouble = health.problem();
        if (trouble == null) {
            return ComponentHealth.up(
                    health.videos() + " videos are watched, " + health.samples() + " readings came since the start");
        }
        String problem =
                "no new numbers come from YouTube, so campaigns stay as they are and nothing is ordered: " + trouble;
        String remedy = remedy(health.trouble());
        return health.available() ? ComponentHealth.degraded(problem, remedy) : ComponentHealth.down(problem, remedy);
    }

    private static String remedy(@org.jspecify.annotations.Nullable WatchError trouble) {
        return switch (trouble) {
            case KEY_INVALID ->
                "do what it says. It is tried again by itself within 15 minutes, and at once with another key"
                        + " (YOUTUBE_API_KEY, or its file by YOUTUBE_API_KEY_FILE)";
            case QUOTA_EXHAUSTED ->
                "nothing: it goes on after midnight Pacific time. If it is so each day, watch fewer videos, look less often"
                        + " (setting youtube.interval), or ask Google for more quota (setting youtube.daily_units)";
            case UPSTREAM_DOWN ->
                "nothing if it passes: it is tried again by itself. Else whoever runs Ratio Fixer checks the way out of its"
                        + " network, the database and YouTube's address (setting youtube.origin)";
            case VIDEO_GONE, VIDEO_PRIVATE, READING_UNREADABLE -> "look at the campaign's video on YouTube";
            case null -> "whoever runs Ratio Fixer looks into the log; it is tried again by itself";
        };
    }

    /** What is left of the day's quota. */
    public Future<ComponentHealth> quota() {
        return polling().map(ProviderHealthChecks::quota);
    }

    static ComponentHealth quota(YouTubeHealth health) {
        List<String> lines = health.quota().stream()
                .map(use -> use.used() + " of " + use.limit() + " " + words(use))
                .toList();
        String used = "used today: " + String.join(" and ", lines);
        boolean scarce = health.quota().stream().allMatch(ProviderHealthChecks::isScarce);
        return scarce
                ? ComponentHealth.degraded(
                        used,
                        "nothing: videos are looked at less often until midnight Pacific time, so that it lasts. If it is so"
                                + " each day, look less often (setting youtube.interval) or ask Google for more quota")
                : ComponentHealth.up(used);
    }

    private static String words(BucketUse use) {
        return use.bucket().equals(QuotaBucket.STATS_CALLS.key())
                ? "look-ups of counters"
                : "units for everything else";
    }

    private static boolean isScarce(BucketUse use) {
        return use.left() * SCARCE <= use.limit();
    }

    /** The levers and the spending switch. */
    public Future<ComponentHealth> promotion() {
        return smm().map(health -> health.parts().stream()
                .filter(part -> part.name().equals("spending"))
                .findFirst()
                .map(part ->
                        ComponentHealth.up(services(live.get().services().size()) + ", spending is " + part.detail()))
                .orElseGet(() -> ComponentHealth.up(services(0))));
    }

    private static String services(int count) {
        return switch (count) {
            case 0 -> "no service is set up to order from (setting services)";
            case 1 -> "one service can be ordered from";
            default -> count + " services can be ordered from";
        };
    }

    /** One provider, as the SMM verticle names it; a provider that no service needs is in order. */
    public Future<ComponentHealth> provider(String name) {
        return smm().map(health -> health.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .map(ProviderHealthChecks::provider)
                .orElseGet(() -> ComponentHealth.up("no service that is set up needs it")));
    }

    /** Whether raised budgets are back when they should be: one that is not costs money every day. */
    public Future<ComponentHealth> budgetReturns() {
        return smm().map(health -> health.parts().stream()
                .filter(part -> part.name().equals("budget_returns") && !part.healthy())
                .findFirst()
                .map(part -> ComponentHealth.down(part.detail(), part.remedy()))
                .orElseGet(() -> ComponentHealth.up("every raised budget is within its time, or back")));
    }

    /** The same of one line of its report. */
    public static ComponentHealth provider(PromotionHealth.ServicePart part) {
        return part.healthy()
                ? ComponentHealth.up(part.detail())
                : ComponentHealth.degraded(part.detail(), part.remedy());
    }

    /** Returns the orders' module's own report. */
    public Future<PromotionHealth> smm() {
        return new LocalBus(bus).request(Addresses.SMM, new GetPromotionHealth(), LIMIT);
    }
}

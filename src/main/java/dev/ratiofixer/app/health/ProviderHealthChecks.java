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
                    "there is no API key, so nothing is polled",
                    "set YOUTUBE_API_KEY or YOUTUBE_API_KEY_FILE to a key of this API project"));
        }
        return polling().map(ProviderHealthChecks::youtube);
    }

    static ComponentHealth youtube(YouTubeHealth health) {
        String problem = health.problem();
        if (problem == null) {
            return ComponentHealth.up(
                    health.videos() + " videos watched, " + health.samples() + " samples since the start");
        }
        String remedy = remedy(health.trouble());
        return health.available() ? ComponentHealth.degraded(problem, remedy) : ComponentHealth.down(problem, remedy);
    }

    private static String remedy(@org.jspecify.annotations.Nullable WatchError trouble) {
        return switch (trouble) {
            case KEY_INVALID ->
                "do what the reason says; it is tried again by itself within 15 minutes, and at once with another key in"
                        + " YOUTUBE_API_KEY or the file that YOUTUBE_API_KEY_FILE names";
            case QUOTA_EXHAUSTED ->
                "nothing until midnight Pacific time; lengthen youtube.interval, watch fewer videos or ask Google for more"
                        + " quota, and raise youtube.daily_units then";
            case UPSTREAM_DOWN ->
                "check youtube.origin, the way out of this network and the database; it tries again by itself";
            case VIDEO_GONE, VIDEO_PRIVATE, READING_UNREADABLE -> "look at the campaign's video on YouTube";
            case null -> "look into the log";
        };
    }

    /** What is left of the day's quota. */
    public Future<ComponentHealth> quota() {
        return polling().map(ProviderHealthChecks::quota);
    }

    static ComponentHealth quota(YouTubeHealth health) {
        List<String> lines = health.quota().stream()
                .map(use -> use.bucket() + " " + use.used() + " of " + use.limit())
                .toList();
        String used = "used today: " + String.join(", ", lines);
        boolean scarce = health.quota().stream().allMatch(ProviderHealthChecks::isScarce);
        return scarce
                ? ComponentHealth.degraded(
                        used,
                        "polling slows down by itself; lengthen youtube.interval or ask Google for more quota if this is"
                                + " so each day")
                : ComponentHealth.up(used);
    }

    private static boolean isScarce(BucketUse use) {
        return use.left() * SCARCE <= use.limit();
    }

    /** The levers and the spending switch. */
    public Future<ComponentHealth> promotion() {
        return smm().map(health -> health.parts().stream()
                .filter(part -> part.name().equals("spending"))
                .findFirst()
                .map(part -> ComponentHealth.up(live.get().services().size() + " levers, spending is " + part.detail()))
                .orElseGet(() -> ComponentHealth.up("no levers")));
    }

    /** One provider, as the SMM verticle names it; a provider that no service needs is in order. */
    public Future<ComponentHealth> provider(String name) {
        return smm().map(health -> health.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .map(ProviderHealthChecks::provider)
                .orElseGet(() -> ComponentHealth.up("no service needs it")));
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

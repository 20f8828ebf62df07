package dev.ratiofixer.sandbox.wire;

import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that the sandbox answers. {@link #wireName} is what faults and the state report call them. */
public enum Route {
    VIDEOS_LIST("youtube.videos.list"),
    VIDEOS_BATCH_GET_STATS("youtube.videos.batchGetStats"),
    CHANNELS_LIST("youtube.channels.list"),
    PLAYLIST_ITEMS_LIST("youtube.playlistItems.list"),
    COMMENT_THREADS_LIST("youtube.commentThreads.list"),
    COMMENT_THREADS_INSERT("youtube.commentThreads.insert"),
    TOKEN("oauth.token"),
    CONSENT("oauth.consent"),
    SEARCH_STREAM("ads.searchStream"),
    CAMPAIGN_BUDGETS_MUTATE("ads.campaignBudgets.mutate"),
    CAMPAIGNS_MUTATE("ads.campaigns.mutate"),
    SPREADSHEETS_GET("sheets.spreadsheets.get"),
    VALUES_GET("sheets.values.get"),
    ANALYTICS_REPORTS("analytics.reports.query"),
    HOOK("hooks.receive"),
    CONTROL("sandbox");

    private static final String YOUTUBE = "/youtube/v3/";

    private final String wireName;

    Route(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whose conventions its errors follow: {@code youtube}, {@code ads} and so on. */
    public String family() {
        int dot = wireName.indexOf('.');
        return dot < 0 ? wireName : wireName.substring(0, dot);
    }

    /** The call that a request line means. */
    public static Optional<Route> of(HttpMethod method, String path) {
        if (path.startsWith(YOUTUBE)) {
            return Optional.ofNullable(youtube(method, path.substring(YOUTUBE.length())));
        }
        if (path.startsWith("/sandbox/")) {
            return Optional.of(CONTROL);
        }
        if (method.equals(HttpMethod.GET) && path.equals("/o/oauth2/v2/auth")) {
            return Optional.of(CONSENT);
        }
        if (method.equals(HttpMethod.GET) && path.equals("/v2/reports")) {
            return Optional.of(ANALYTICS_REPORTS);
        }
        if (method.equals(HttpMethod.GET)) {
            return Optional.ofNullable(sheets(path));
        }
        return method.equals(HttpMethod.POST) ? Optional.ofNullable(posted(path)) : Optional.empty();
    }

    private static @Nullable Route sheets(String path) {
        if (!path.startsWith("/v4/spreadsheets/")) {
            return null;
        }
        return path.indexOf('/', "/v4/spreadsheets/".length()) < 0 ? SPREADSHEETS_GET : VALUES_GET;
    }

    private static @Nullable Route youtube(HttpMethod method, String rest) {
        if (method.equals(HttpMethod.POST)) {
            return rest.equals("commentThreads") ? COMMENT_THREADS_INSERT : null;
        }
        if (!method.equals(HttpMethod.GET)) {
            return null;
        }
        return switch (rest) {
            case "videos" -> VIDEOS_LIST;
            case "videos:batchGetStats", "videos%3AbatchGetStats" -> VIDEOS_BATCH_GET_STATS;
            case "channels" -> CHANNELS_LIST;
            case "playlistItems" -> PLAYLIST_ITEMS_LIST;
            case "commentThreads" -> COMMENT_THREADS_LIST;
            default -> null;
        };
    }

    private static @Nullable Route posted(String path) {
        if (path.equals("/token")) {
            return TOKEN;
        }
        if (path.startsWith("/hooks/")) {
            return HOOK;
        }
        if (path.endsWith("/googleAds:searchStream")) {
            return SEARCH_STREAM;
        }
        if (path.endsWith("/campaignBudgets:mutate")) {
            return CAMPAIGN_BUDGETS_MUTATE;
        }
        return path.endsWith("/campaigns:mutate") ? CAMPAIGNS_MUTATE : null;
    }

    /** Whether a pattern, a name or a beginning with {@code *}, names this call. */
    public boolean matches(String pattern) {
        return pattern.endsWith("*")
                ? wireName.startsWith(pattern.substring(0, pattern.length() - 1))
                : wireName.equals(pattern);
    }

    /** Whether a pattern names any call that can be made to fail. */
    public static boolean known(String pattern) {
        return Arrays.stream(values()).anyMatch(route -> route != CONTROL && route.matches(pattern));
    }

    /** Answers one kind of call; may throw {@link RefusedException}. Called on any event loop, so it never blocks. */
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(WireRequest call);
    }
}

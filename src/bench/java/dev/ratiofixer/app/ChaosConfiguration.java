package dev.ratiofixer.app;

import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.sheets.Spreadsheets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How the nodes of a chaos run are configured, and the campaigns that they are given. */
public final class ChaosConfiguration {
    /** An admin's. */
    public static final String KEY = "chaos_key_0123456789";

    /** The last three of the sandbox's ads campaigns cannot be changed or share a budget. */
    private static final int WITH_ADS = 61;

    /** One of so many has no prompts of its owner, so that people are asked. */
    private static final int ONLY_TASKS = 4;

    private static final int A_CHANNEL = 100;
    private static final Duration A_YEAR = Duration.ofDays(365);

    private ChaosConfiguration() {}

    /** What the process of a node finds in its environment. */
    public static Map<String, String> environment(Sandbox sandbox, String databaseUrl) {
        Map<String, String> secrets =
                DemoConfiguration.secrets(sandbox, Map.of("RATIO_FIXER_PORT", "0", "RATIO_FIXER_API_KEY", KEY));
        secrets.put("DATABASE_URL", databaseUrl);
        return secrets;
    }

    /**
     * The configuration of one node.
     *
     * @param ports Hazelcast's, of all nodes; the first is this node's
     */
    public static JsonObject node(Sandbox sandbox, String cluster, List<Integer> ports, int campaigns) {
        JsonArray members = new JsonArray();
        ports.forEach(port -> members.add("127.0.0.1:" + port));
        return DemoConfiguration.json(sandbox.origin(), 0)
                .put(
                        "youtube",
                        new JsonObject()
                                .put("origin", sandbox.origin())
                                .put("interval", "PT36S")
                                .put("reserve_units", 6_000)
                                .put("timeout", "PT2S"))
                .put("services", services(sandbox, campaigns))
                .put(
                        "policy",
                        new JsonObject()
                                .put("warm_up", "PT1H")
                                .put(
                                        "cooldown",
                                        new JsonObject()
                                                .put("ad_budget", "PT2H")
                                                .put("owner_comment", "PT2H")
                                                .put("team_task", "PT4H")))
                .put("limits", new JsonObject().put("per_order", "40.00").put("per_day", "600.00"))
                .put(
                        "cluster",
                        new JsonObject()
                                .put("manager", "hazelcast")
                                .put("name", cluster)
                                .put("host", "127.0.0.1")
                                .put("port", ports.getFirst())
                                .put("members", members));
    }

    private static JsonArray services(Sandbox sandbox, int campaigns) {
        List<SandboxVideo> replayed = sandbox.videos();
        JsonArray services = new JsonArray();
        for (int i = 0; i < Math.min(WITH_ADS, campaigns); i++) {
            services.add(DemoConfiguration.adBudget(likes(i), replayed.get(i), "2.00", "80.00"));
        }
        IntStream.range(0, campaigns)
                .mapToObj(number -> channel(sandbox, number))
                .distinct()
                .forEach(channel -> services.add(
                        DemoConfiguration.ownerComment(comments(channel), "The channel's own prompt", channel)));
        return services.add(DemoConfiguration.newsletter(sandbox));
    }

    private static String likes(int number) {
        return "ads-" + number;
    }

    private static String comments(String channel) {
        return "prompt-" + channel;
    }

    /** The replayed videos come first, then made-up ones. */
    private static String channel(Sandbox sandbox, int number) {
        List<SandboxVideo> replayed = sandbox.videos();
        return number < replayed.size()
                ? replayed.get(number).channelId()
                : "UCsynthetic%013d".formatted((number - replayed.size()) / A_CHANNEL);
    }

    private static String video(Sandbox sandbox, int number) {
        List<SandboxVideo> replayed = sandbox.videos();
        return number < replayed.size()
                ? replayed.get(number).videoId()
                : dev.ratiofixer.sandbox.world.LoadTestVideos.id(number - replayed.size());
    }

    /** Of three campaigns one waits for people's word, the others act by a consent. */
    public static boolean asksFirst(int number) {
        return number % 3 == 2;
    }

    /** The body of the start of the nth campaign. */
    public static JsonObject start(Sandbox sandbox, int number, Instant now) {
        JsonObject start = new JsonObject()
                .put("campaign_name", "Campaign " + number)
                .put("video_id", video(sandbox, number))
                .put("mode", asksFirst(number) ? "propose" : "auto")
                .put("max_spend", "300.00")
                .put("daily_spend", "40.00")
                .put("currency", "USD")
                .put("consent", ApiClient.consent(now.minus(Duration.ofDays(1)), now.plus(A_YEAR)));
        if (number % ONLY_TASKS != 0) {
            start.put("comment_server", comments(channel(sandbox, number)))
                    .put("comments_sheet_url", Spreadsheets.COMMENTS_URL)
                    .put("sheet_tier", "gold");
        }
        return number < WITH_ADS ? start.put("like_server", likes(number)) : start;
    }
}

package dev.ratiofixer.demo;

import dev.ratiofixer.config.ConfigReader;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's configuration: every upstream is the sandbox, and each of its campaigns has an ads budget of its own. */
public final class DemoConfiguration {
    private static final int FIRST_COMMENT_SERVER = 439;
    private static final int FIRST_LIKE_SERVER = 2324;

    private DemoConfiguration() {}

    /** The service for likes of the demo's nth campaign, counted from 0. */
    public static String likeServer(int campaign) {
        return Integer.toString(FIRST_LIKE_SERVER + campaign);
    }

    /** Its service for comments: each video is of another channel. */
    public static String commentServer(int campaign) {
        return Integer.toString(FIRST_COMMENT_SERVER + campaign);
    }

    public static ConfigResult.Valid of(
            Sandbox sandbox, int managementPort, Path directory, Map<String, String> environment) {
        JsonObject json = json(sandbox, managementPort, DemoCampaigns.COUNT)
                .put("policy", new JsonObject().put("trials", new JsonObject().put("enabled", true)))
                .put("database", new JsonObject().put("url", "embedded").put("directory", directory.toString()));
        return valid(json, secrets(sandbox, environment));
    }

    /** Everything but the database, with levers for the sandbox's first videos. */
    public static JsonObject json(Sandbox sandbox, int managementPort, int campaigns) {
        return json(sandbox.origin(), managementPort).put("services", services(sandbox, campaigns));
    }

    /** Everything but the database and the levers. */
    public static JsonObject json(String origin, int managementPort) {
        return new JsonObject()
                .put("http", new JsonObject().put("management_port", managementPort))
                .put("youtube", new JsonObject().put("origin", origin).put("interval", "PT2H"))
                .put("google_ads", new JsonObject().put("origin", origin))
                .put("oauth", new JsonObject().put("token_url", origin + "/token"))
                .put("sheets", new JsonObject().put("origin", origin))
                .put("youtube_analytics", new JsonObject().put("origin", origin))
                .put("limits", new JsonObject().put("per_order", "60.00").put("per_day", "400.00"))
                .put("compliance", new JsonObject().put("derived_metrics", "accepted"))
                .put("security", new JsonObject().put("allow_private_addresses", true));
    }

    /**
     * Reads a configuration that has to be valid.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static ConfigResult.Valid valid(JsonObject json, Map<String, String> secrets) {
        return switch (new ConfigReader().parse(json.encode(), secrets)) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().toString());
        };
    }

    private static JsonArray services(Sandbox sandbox, int campaigns) {
        List<SandboxVideo> videos = sandbox.videos();
        JsonArray services = new JsonArray();
        for (int i = 0; i < campaigns; i++) {
            SandboxVideo video = videos.get(i);
            services.add(adBudget(likeServer(i), video, "5.00", "50.00"));
            services.add(ownerComment(commentServer(i), "Channel's own prompt, " + video.title(), video.channelId()));
        }
        return services.add(newsletter(sandbox));
    }

    /** The ads campaign of a video, between these daily budgets. */
    public static JsonObject adBudget(String id, SandboxVideo video, String least, String most) {
        return new JsonObject()
                .put("id", id)
                .put("type", "ad_budget")
                .put("name", "Demand Gen, " + video.title())
                .put("customer_id", video.customerId())
                .put("ads_campaign_id", video.adsCampaignId())
                .put("min_daily", least)
                .put("max_daily", most)
                .put("currency", "USD");
    }

    public static JsonObject ownerComment(String id, String name, String channel) {
        return new JsonObject()
                .put("id", id)
                .put("type", "owner_comment")
                .put("name", name)
                .put("channel_id", channel);
    }

    public static JsonObject newsletter(Sandbox sandbox) {
        return new JsonObject()
                .put("id", "7")
                .put("type", "team_task")
                .put("name", "Newsletter team")
                .put("url", sandbox.origin() + "/hooks/newsletter");
    }

    /** What the sandbox accepts, besides what the environment says. */
    public static Map<String, String> secrets(Sandbox sandbox, Map<String, String> environment) {
        Map<String, String> secrets = new HashMap<>(environment);
        secrets.putAll(secrets(sandbox));
        secrets.remove("DATABASE_URL");
        secrets.remove("DATABASE_DIRECT_URL");
        return secrets;
    }

    /** What the sandbox accepts, by the name of the variable that the engine reads, in the order of use. */
    public static Map<String, String> secrets(Sandbox sandbox) {
        Credentials accepted = sandbox.options().credentials();
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("YOUTUBE_API_KEY", accepted.apiKey());
        secrets.put("GOOGLE_OAUTH_CLIENT_ID", accepted.clientId());
        secrets.put("GOOGLE_OAUTH_CLIENT_SECRET", accepted.clientSecret());
        secrets.put("GOOGLE_ADS_REFRESH_TOKEN", accepted.adsRefreshToken());
        secrets.put("YOUTUBE_OWNER_REFRESH_TOKEN", accepted.ownerRefreshToken());
        secrets.put("TASK_WEBHOOK_SECRET", "sandbox-webhook-secret");
        return secrets;
    }
}

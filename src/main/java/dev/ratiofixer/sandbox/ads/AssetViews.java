package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Answers what is asked {@code FROM ad_group_ad_asset_view}: the videos that the ads of each campaign show. */
final class AssetViews {
    static final String RESOURCE = "ad_group_ad_asset_view";

    private static final Set<String> FIELDS = Set.of(
            "campaign.id",
            "asset.type",
            "asset.youtube_video_asset.youtube_video_id",
            "ad_group_ad_asset_view.enabled",
            "ad_group_ad.status",
            "ad_group.status");

    private final World world;

    AssetViews(World world) {
        this.world = world;
    }

    /** The rows as JSON. */
    JsonArray rows(Gaql gaql) throws Unreadable {
        for (String field : gaql.select()) {
            known(field);
        }
        for (Gaql.Condition condition : gaql.where()) {
            known(condition.field());
        }
        JsonArray rows = new JsonArray();
        for (AdCampaign campaign : world.ads().campaigns()) {
            for (String video : world.ads().videosOf(campaign)) {
                Map<String, Object> row = values(campaign, video);
                if (gaql.where().stream().allMatch(condition -> passes(condition, row))) {
                    rows.add(json(gaql.select(), row));
                }
            }
        }
        return rows;
    }

    private static void known(String field) throws Unreadable {
        if (!FIELDS.contains(field)) {
            throw new Unreadable(
                    AdsFailure.query("UNRECOGNIZED_FIELD", "Unrecognized field in the query: '" + field + "'."));
        }
    }

    private static Map<String, Object> values(AdCampaign campaign, String video) {
        return Map.of(
                "campaign.id",
                campaign.id(),
                "asset.type",
                "YOUTUBE_VIDEO",
                "asset.youtube_video_asset.youtube_video_id",
                video,
                "ad_group_ad_asset_view.enabled",
                true,
                "ad_group_ad.status",
                "ENABLED",
                "ad_group.status",
                "ENABLED");
    }

    private static boolean passes(Gaql.Condition condition, Map<String, Object> row) {
        String value = String.valueOf(row.get(condition.field())).toUpperCase(Locale.ROOT);
        List<String> wanted = condition.values().stream()
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
        return switch (condition.operator()) {
            case EQUALS, IN -> wanted.contains(value);
            case DIFFERS, NOT_IN -> !wanted.contains(value);
            case LESS, AT_MOST, MORE, AT_LEAST, BETWEEN, DURING -> false;
        };
    }

    private static JsonObject json(List<String> select, Map<String, Object> row) {
        JsonObject json = new JsonObject();
        for (String path : select) {
            JsonObject at = json;
            String[] parts = path.split("\\.", -1);
            for (int i = 0; i < parts.length - 1; i++) {
                String name = camel(parts[i]);
                JsonObject next = at.getJsonObject(name, new JsonObject());
                at.put(name, next);
                at = next;
            }
            Object value = row.get(path);
            at.put(camel(parts[parts.length - 1]), value instanceof Long number ? number.toString() : value);
        }
        return json;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}

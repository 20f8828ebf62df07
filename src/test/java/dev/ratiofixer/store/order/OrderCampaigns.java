package dev.ratiofixer.store.order;

import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Rows of campaigns for orders to belong to. */
public final class OrderCampaigns {
    private static final String INSERT = """
            INSERT INTO ratio_fixer_campaigns (campaign_id, campaign_name, mode, terms, video_id, video_title, video_form,
                video_category, video_published_at, video_millis, channel_id, status, started_at, lease_node, lease_epoch)
            VALUES ($1, 'test', 'auto', '{}', $2, 'A song', 'video', 'music', $3, 200000, 'UC', 'running', $3, $4, 1)
            """;

    private OrderCampaigns() {}

    /** A running campaign of epoch 1 that a node holds. */
    public static Future<Void> running(Database database, String campaignId, String videoId, Instant at, String node) {
        return database.pool()
                .preparedQuery(INSERT)
                .execute(Tuple.of(campaignId, videoId, at.atOffset(ZoneOffset.UTC), node))
                .mapEmpty();
    }

    /** Changes a campaign's status and epoch. */
    public static Future<Void> change(Database database, String campaignId, String status, long epoch) {
        return database.pool()
                .preparedQuery("UPDATE ratio_fixer_campaigns SET status = $2, lease_epoch = $3 WHERE campaign_id = $1")
                .execute(Tuple.of(campaignId, status, epoch))
                .mapEmpty();
    }

    /**
     * A campaign with all that asking for its orders needs.
     *
     * @param ads its ads campaign, and the budget that its owner gave that
     */
    public record Row(String id, String video, String channel, String ads, long budgetMicros) {}

    /** A running campaign of epoch 1 that a node holds, to be found again by {@link #of}. */
    public static Future<Void> running(Database database, Row row, Instant at, String node) {
        JsonObject terms = new JsonObject().put("ads", row.ads()).put("budget", row.budgetMicros());
        return running(database, row.id(), row.video(), at, node)
                .compose(done -> database.pool()
                        .preparedQuery(
                                "UPDATE ratio_fixer_campaigns SET channel_id = $2, terms = $3 WHERE campaign_id = $1")
                        .execute(Tuple.of(row.id(), row.channel(), terms)))
                .mapEmpty();
    }

    /** The campaigns of a node. */
    public static Future<List<Row>> of(Database database, String node) {
        return database.reads()
                .preparedQuery(
                        "SELECT campaign_id, video_id, channel_id, terms FROM ratio_fixer_campaigns WHERE lease_node = $1")
                .execute(Tuple.of(node))
                .map(rows -> {
                    List<Row> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Row(
                            row.getString("campaign_id"),
                            row.getString("video_id"),
                            row.getString("channel_id"),
                            row.getJsonObject("terms").getString("ads"),
                            row.getJsonObject("terms").getLong("budget"))));
                    return found;
                });
    }

    /** All campaigns. */
    public static Future<List<String>> ids(Database database) {
        return database.reads()
                .query("SELECT campaign_id FROM ratio_fixer_campaigns")
                .execute()
                .map(rows -> {
                    List<String> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getString("campaign_id")));
                    return ids;
                });
    }

    /** How many orders have not come to their end. */
    public static long open(Database database) {
        return database.reads()
                .query("SELECT count(*) AS open FROM youtube_ratio_fixer_orders WHERE due_at IS NOT NULL")
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .iterator()
                .next()
                .getLong("open");
    }
}

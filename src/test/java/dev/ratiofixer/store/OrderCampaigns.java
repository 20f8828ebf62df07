package dev.ratiofixer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

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
}

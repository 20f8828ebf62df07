package dev.ratiofixer.store.campaign;

import dev.ratiofixer.smm.api.ServiceUse;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which live campaigns use which services, read from the campaigns' terms in PostgreSQL. */
public final class PgServiceUse implements ServiceUse {
    private static final String LIVE = """
            SELECT campaign_id, campaign_name, video_id FROM ratio_fixer_campaigns
            WHERE status IN ('running', 'paused', 'scheduled')
              AND (terms ->> 'like_server' = ANY ($1) OR terms ->> 'comment_server' = ANY ($1))
              AND mode <> 'observe'
            ORDER BY started_at, campaign_id LIMIT 10
            """;

    /** Sorted, so that two starts with the same two ads campaigns do not wait for each other in a ring. */
    private static final String CLAIM = """
            INSERT INTO ratio_fixer_ads_campaign_claims AS held (ads_campaign, campaign_id, video_id)
            SELECT wanted, $2, $3 FROM unnest($1::text[]) AS wanted ORDER BY wanted
            ON CONFLICT (ads_campaign) DO UPDATE
            SET campaign_id = excluded.campaign_id, video_id = excluded.video_id,
                claimed_at = CASE WHEN held.campaign_id = excluded.campaign_id THEN held.claimed_at ELSE now() END
            WHERE held.campaign_id = excluded.campaign_id
               OR CASE WHEN EXISTS (SELECT 1 FROM ratio_fixer_campaigns c WHERE c.campaign_id = held.campaign_id)
                       THEN NOT EXISTS (SELECT 1 FROM ratio_fixer_campaigns c WHERE c.campaign_id = held.campaign_id
                                        AND c.status IN ('running', 'paused', 'scheduled') AND c.mode <> 'observe')
                       ELSE held.claimed_at < now() - interval '5 minutes' END
            RETURNING ads_campaign
            """;

    private static final String HOLDER = """
            SELECT held.campaign_id, held.video_id, coalesce(c.campaign_name, '') AS campaign_name
            FROM ratio_fixer_ads_campaign_claims held LEFT JOIN ratio_fixer_campaigns c USING (campaign_id)
            WHERE held.ads_campaign = ANY ($1) AND held.campaign_id <> $2
            ORDER BY held.ads_campaign LIMIT 1
            """;

    /** Of this very transaction: what the campaign had before it keeps. */
    private static final String UNDO = """
            DELETE FROM ratio_fixer_ads_campaign_claims WHERE campaign_id = $1 AND claimed_at = now()
            """;

    private static final String RELEASE = """
            DELETE FROM ratio_fixer_ads_campaign_claims WHERE campaign_id = $1 AND NOT ads_campaign = ANY ($2)
            """;

    private final SqlClient client;
    private final Pool pool;

    public PgServiceUse(Database database) {
        this.client = database.reads();
        this.pool = database.pool();
    }

    @Override
    public Future<Optional<UsingCampaign>> claim(Set<String> adsCampaigns, String campaignId, VideoId video) {
        String[] wanted = adsCampaigns.toArray(String[]::new);
        return pool.withTransaction(connection -> connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(wanted, campaignId, video.value()))
                .compose(claimed -> claimed.rowCount() == wanted.length
                        ? Future.succeededFuture(Optional.empty())
                        : connection
                                .preparedQuery(UNDO)
                                .execute(Tuple.of(campaignId))
                                .compose(released ->
                                        connection.preparedQuery(HOLDER).execute(Tuple.of(wanted, campaignId)))
                                .map(PgServiceUse::holder)));
    }

    /** Between the two statements nobody can have let go: the claim waited for whoever was at it. */
    private static Optional<UsingCampaign> holder(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return Optional.of(new UsingCampaign(
                row.getString("campaign_id"), row.getString("campaign_name"), new VideoId(row.getString("video_id"))));
    }

    @Override
    public Future<Void> release(String campaignId, Set<String> but) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.tuple().addString(campaignId).addArrayOfString(but.toArray(String[]::new)))
                .mapEmpty();
    }

    @Override
    public Future<List<UsingCampaign>> live(Set<String> serviceIds) {
        return client.preparedQuery(LIVE)
                .execute(Tuple.of(serviceIds.toArray(String[]::new)))
                .map(rows -> {
                    List<UsingCampaign> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new UsingCampaign(
                            row.getString("campaign_id"),
                            row.getString("campaign_name"),
                            new VideoId(row.getString("video_id")))));
                    return List.copyOf(found);
                });
    }
}

package dev.ratiofixer.store.campaign;

import dev.ratiofixer.smm.api.ServiceUse;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which live campaigns use which services, read from the campaigns' terms in PostgreSQL. */
public final class PgServiceUse implements ServiceUse {
    private static final String LIVE = """
            SELECT campaign_id, campaign_name, video_id FROM ratio_fixer_campaigns
            WHERE status IN ('running', 'paused')
              AND (terms ->> 'like_server' = ANY ($1) OR terms ->> 'comment_server' = ANY ($1))
              AND mode <> 'observe'
            ORDER BY started_at, campaign_id LIMIT 10
            """;

    private final SqlClient client;

    public PgServiceUse(Database database) {
        this.client = database.reads();
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

package dev.ratiofixer.store.lease;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignNodes;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.ClusterLoad;
import dev.ratiofixer.campaign.ClusterLoad.NodeLoad;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.campaign.CampaignRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which node runs which campaign, from the leases in PostgreSQL. Any context may call. */
public final class PgCampaignNodes implements CampaignNodes {
    private static final String OWNER = """
            SELECT c.lease_node
            FROM ratio_fixer_campaigns c
            JOIN ratio_fixer_nodes n ON n.node = c.lease_node AND n.life = c.lease_life
            WHERE c.campaign_id = $1 AND c.status IN ('running', 'paused', 'scheduled') AND n.expires_at > clock_timestamp()
            """;

    private static final String LIVING =
            "SELECT count(*)::int FROM ratio_fixer_nodes WHERE expires_at > clock_timestamp()";

    /** Every living node, and one row without a name for what no living node holds. */
    private static final String LOAD = """
            WITH living AS (
                SELECT node, life FROM ratio_fixer_nodes WHERE expires_at > clock_timestamp()
            ), held AS (
                SELECT lease_node, lease_life, count(*) AS campaigns
                FROM ratio_fixer_campaigns WHERE status IN ('running', 'paused', 'scheduled')
                GROUP BY lease_node, lease_life
            )
            SELECT l.node, coalesce(sum(h.campaigns), 0)::bigint AS campaigns,
                   coalesce(sum(h.campaigns) FILTER (WHERE h.lease_life = l.life), 0)::bigint AS present
            FROM living l
            FULL JOIN held h ON h.lease_node = l.node
            GROUP BY l.node
            """;

    private static final String HELD = """
            SELECT c.campaign_id
            FROM ratio_fixer_campaigns c JOIN ratio_fixer_nodes n ON n.node = c.lease_node AND n.life = c.lease_life
            WHERE n.node = $1 AND c.status IN ('running', 'paused', 'scheduled')
            """;

    private static final String CLAIM_AGAIN = """
            UPDATE ratio_fixer_campaigns c
            SET lease_epoch = c.lease_epoch + 1, revision = 0
            FROM ratio_fixer_nodes n
            WHERE c.campaign_id = ANY ($2) AND c.status IN ('running', 'paused', 'scheduled')
              AND n.node = $1 AND c.lease_node = n.node AND c.lease_life = n.life AND n.expires_at > clock_timestamp()
            RETURNING
            """ + CampaignRow.COLUMNS;

    /** An earlier life than its present one: to nobody else but that node this is free. */
    private static final String HAND_OVER = """
            WITH target AS (
                SELECT node, life FROM ratio_fixer_nodes WHERE node = $3 AND expires_at > clock_timestamp()
            )
            UPDATE ratio_fixer_campaigns c
            SET lease_node = coalesce((SELECT node FROM target), ''),
                lease_life = coalesce((SELECT life FROM target) - 1, 0),
                lease_epoch = c.lease_epoch + 1, revision = 0
            FROM unnest($1::text[], $2::bigint[]) AS given (campaign_id, epoch)
            WHERE c.campaign_id = given.campaign_id AND c.lease_epoch = given.epoch
              AND c.status IN ('running', 'paused', 'scheduled')
            """;

    private final Database database;

    public PgCampaignNodes(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<String>> ownerOf(String campaignId) {
        return database.reads()
                .preparedQuery(OWNER)
                .execute(Tuple.of(campaignId))
                .map(rows -> rows.size() == 0
                        ? Optional.<String>empty()
                        : Optional.of(rows.iterator().next().getString(0)))
                .recover(StatementFailures::refused);
    }

    /** How many nodes have a lease that holds. */
    public Future<Integer> living() {
        return database.reads()
                .preparedQuery(LIVING)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    @Override
    public Future<ClusterLoad> load() {
        return database.reads().preparedQuery(LOAD).execute().map(rows -> {
            List<NodeLoad> nodes = new ArrayList<>();
            long live = 0;
            for (Row row : rows) {
                live += row.getLong("campaigns");
                if (row.getString("node") != null) {
                    nodes.add(new NodeLoad(row.getString("node"), row.getLong("campaigns"), row.getLong("present")));
                }
            }
            return new ClusterLoad(nodes, live);
        });
    }

    @Override
    public Future<Set<String>> heldBy(String node) {
        return database.reads().preparedQuery(HELD).execute(Tuple.of(node)).map(rows -> {
            Set<String> held = new HashSet<>();
            rows.forEach(row -> held.add(row.getString(0)));
            return held;
        });
    }

    @Override
    public Future<List<CampaignView>> claimAgain(String node, Collection<String> campaignIds) {
        return database.pool()
                .preparedQuery(CLAIM_AGAIN)
                .execute(Tuple.tuple().addString(node).addArrayOfString(campaignIds.toArray(new String[0])))
                .map(rows -> {
                    List<CampaignView> claimed = new ArrayList<>(rows.size());
                    rows.forEach(row -> claimed.add(CampaignRow.view(row)));
                    return claimed;
                });
    }

    @Override
    public Future<Void> handOver(Collection<Campaign> campaigns, String to) {
        String[] ids = campaigns.stream().map(Campaign::id).toArray(String[]::new);
        Long[] epochs = campaigns.stream().map(Campaign::epoch).toArray(Long[]::new);
        return database.pool()
                .preparedQuery(HAND_OVER)
                .execute(Tuple.tuple()
                        .addArrayOfString(ids)
                        .addArrayOfLong(epochs)
                        .addString(to))
                .mapEmpty();
    }
}

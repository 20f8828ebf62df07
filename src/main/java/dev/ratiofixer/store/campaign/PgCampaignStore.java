package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore;
import dev.ratiofixer.campaign.CampaignStoreListener;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.store.DashboardRows;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.GroupCommit;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.campaign.CampaignInserts.CampaignEdits;
import dev.ratiofixer.store.campaign.CampaignInserts.NewCampaign;
import dev.ratiofixer.store.campaign.WriteBehindBuffer.PendingSnapshot;
import dev.ratiofixer.store.sample.SampleWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campaigns in PostgreSQL. Made once, outside the verticles; any context may call.
 *
 * <p>Inserts and saves that come together share a statement. Ticks are written behind within a tenth of a second; a
 * kill of the engine loses no more than those, and a campaign goes on from its last written tick.
 */
public final class PgCampaignStore implements CampaignStore {
    private static final Logger log = LoggerFactory.getLogger(PgCampaignStore.class);
    private static final int GROUP = 500;
    private static final int MAX_WAITING = 20_000;
    /** About 60 MB when all are in use. */
    private static final int SAMPLE_CAPACITY = 250_000;

    private static final String FIND_CAMPAIGN =
            "SELECT " + CampaignRow.COLUMNS + " FROM ratio_fixer_campaigns c WHERE c.campaign_id = $1";

    /**
     * Only a living node may claim. Free are campaigns of nobody, of a dead node, and of an earlier life of this one.
     */
    private static final String CLAIM_CAMPAIGNS = """
            WITH me AS (
                SELECT node, life FROM ratio_fixer_nodes WHERE node = $1 AND expires_at > clock_timestamp()
            ), free AS (
                SELECT c.campaign_id, me.node, me.life
                FROM ratio_fixer_campaigns c, me
                WHERE c.status IN ('running', 'paused', 'scheduled')
                  AND (c.lease_node = me.node AND c.lease_life < me.life
                      OR c.lease_node = ANY (ARRAY(
                          SELECT '' UNION ALL SELECT node FROM ratio_fixer_nodes WHERE expires_at <= clock_timestamp())))
                LIMIT $2
                FOR UPDATE OF c SKIP LOCKED
            )
            UPDATE ratio_fixer_campaigns c
            SET lease_node = free.node, lease_life = free.life, lease_epoch = c.lease_epoch + 1, revision = 0
            FROM free
            WHERE c.campaign_id = free.campaign_id
            RETURNING
            """ + CampaignRow.COLUMNS;

    private static final String FAIL_UNREADABLE =
            "UPDATE ratio_fixer_campaigns SET status = 'failed' WHERE campaign_id = $1";

    private final Database database;
    private final WriteBehindBuffer pending = new WriteBehindBuffer(SAMPLE_CAPACITY);
    private final Flusher ticks;
    private final GroupCommit<NewCampaign, Inserted> inserts;
    private final GroupCommit<PendingSnapshot, Boolean> saves;
    private final DashboardRows dashboard;
    private final AtomicLong revisions = new AtomicLong();

    /** For a node whose name is not known: samples of its earlier epochs are refused. */
    public PgCampaignStore(Vertx vertx, Database database, CampaignStoreListener listener) {
        this(vertx, database, "", listener);
    }

    /**
     * Over a migrated database.
     *
     * @param node the name that campaigns are leased to on this node
     * @param listener hears of campaigns after a write was answered
     */
    public PgCampaignStore(Vertx vertx, Database database, String node, CampaignStoreListener listener) {
        this.database = database;
        Context own = vertx.getOrCreateContext();
        this.dashboard = new DashboardRows(own, database.displays(), listener);
        SnapshotWriter behind = new SnapshotWriter(database.behind());
        SampleWriter samples = new SampleWriter(database.behind(), node);
        this.ticks = new Flusher(vertx, pending, samples, behind, dashboard, listener::leaseOver);
        CampaignInserts inserter = new CampaignInserts(database.pool());
        this.inserts = new GroupCommit<>(own, GROUP, MAX_WAITING, inserter::insert);
        SnapshotWriter snapshots = new SnapshotWriter(database.pool());
        this.saves = new GroupCommit<>(own, GROUP, MAX_WAITING, group -> saveGroup(snapshots, group));
    }

    @Override
    public Future<Inserted> insert(
            Campaign campaign, CampaignSnapshot snapshot, String node, @Nullable String idempotencyKey) {
        return inserts.submit(new NewCampaign(campaign, snapshot, node, idempotencyKey))
                .recover(StatementFailures::refused)
                .compose(inserted -> switch (inserted) {
                    case Inserted.Existing existing -> Future.succeededFuture(existing);
                    // The dashboard's own table knows no campaign that has not started.
                    case Inserted.Fresh fresh
                    when snapshot.status() == CampaignStatus.SCHEDULED -> Future.succeededFuture(fresh);
                    case Inserted.Fresh fresh ->
                        dashboard
                                .show(fresh.campaign(), snapshot)
                                .map(refusal -> new Inserted.Fresh(fresh.campaign(), refusal.orElse(null)));
                });
    }

    @Override
    public Future<Void> save(Campaign campaign, CampaignSnapshot snapshot) {
        PendingSnapshot tick = new PendingSnapshot(campaign, snapshot, revisions.incrementAndGet());
        return saves.submit(tick).compose(current -> {
            if (!current) {
                return Future.failedFuture(new StaleEpoch(campaign.id()));
            }
            pending.overtaken(tick);
            return dashboard.show(campaign, snapshot).mapEmpty();
        });
    }

    /** Two saves of one campaign cannot share a statement: the newer one stands for both. */
    private static Future<List<Boolean>> saveGroup(SnapshotWriter snapshots, List<PendingSnapshot> group) {
        var newest = new java.util.LinkedHashMap<String, PendingSnapshot>();
        group.forEach(tick -> newest.merge(
                tick.campaign().id(), tick, (one, other) -> one.revision() > other.revision() ? one : other));
        return snapshots
                .write(List.copyOf(newest.values()))
                .map(stale -> group.stream()
                        .map(tick -> !stale.contains(tick.campaign().id()))
                        .toList());
    }

    @Override
    public Future<Optional<String>> edit(Campaign edited, Instant now) {
        return database.pool()
                .withTransaction(connection -> new CampaignEdits(connection, edited, now).write())
                .recover(StatementFailures::refused);
    }

    @Override
    public void saveBehind(Campaign campaign, CampaignSnapshot snapshot) {
        saveBehind(campaign, snapshot, true);
    }

    @Override
    public void saveBehind(Campaign campaign, CampaignSnapshot snapshot, boolean whole) {
        ticks.wake(pending.add(new PendingSnapshot(campaign, snapshot, revisions.incrementAndGet(), whole)));
    }

    @Override
    public void saveFactsBehind(Campaign campaign, CampaignSnapshot snapshot) {
        ticks.wake(pending.addFacts(new PendingSnapshot(campaign, snapshot, revisions.incrementAndGet())));
    }

    @Override
    public Future<Optional<CampaignView>> find(String campaignId) {
        return database.reads()
                .preparedQuery(FIND_CAMPAIGN)
                .execute(Tuple.of(campaignId))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(withPending(CampaignRow.view(row)));
                    }
                    return Optional.<CampaignView>empty();
                })
                .recover(StatementFailures::refused);
    }

    /** What waits is newer than the row, unless the campaign has ended or has gone to another node. */
    private CampaignView withPending(CampaignView stored) {
        return pending.newest(stored.campaign().id())
                .filter(tick -> tick.campaign().epoch() == stored.campaign().epoch())
                .filter(tick -> stored.snapshot().status().isLive())
                .map(tick -> new CampaignView(stored.campaign(), tick.snapshot()))
                .orElse(stored);
    }

    @Override
    public Future<List<CampaignView>> claim(String node, int limit) {
        return database.pool()
                .preparedQuery(CLAIM_CAMPAIGNS)
                .execute(Tuple.of(node, limit))
                .map(rows -> {
                    List<CampaignView> claimed = new ArrayList<>(rows.size());
                    rows.forEach(row -> readClaimed(row, claimed));
                    return claimed;
                });
    }

    /** One row that cannot be read must not keep the others from running. */
    private void readClaimed(Row row, List<CampaignView> claimed) {
        try {
            claimed.add(pending.adopt(CampaignRow.view(row)));
        } catch (RuntimeException unreadable) {
            String id = row.getString("campaign_id");
            log.error("campaign={} its row cannot be read, set to failed", id, unreadable);
            database.pool()
                    .preparedQuery(FAIL_UNREADABLE)
                    .execute(Tuple.of(id))
                    .compose(failed -> dashboard.showEnded(id))
                    .onFailure(failed -> log.error("campaign={} cannot be set to failed", id, failed));
        }
    }

    @Override
    public Future<Void> drain() {
        return ticks.drain().compose(written -> dashboard.drain());
    }

    /** What waits to be written, for health and metrics. */
    public WriteBehind writeBehind() {
        return new WriteBehind(pending.campaigns(), pending.thinned(), ticks.trouble());
    }

    /**
     * The state of what is written behind.
     *
     * @param campaigns how many wait
     * @param thinned how many samples were left out since the start, because the database was away for long
     * @param trouble why the last write failed, {@code null} if it did not
     */
    public record WriteBehind(
            int campaigns, long thinned, @Nullable String trouble) {}
}

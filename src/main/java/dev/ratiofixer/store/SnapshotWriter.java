package dev.ratiofixer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes snapshots of many campaigns in one statement, each under its epoch. */
final class SnapshotWriter {
    /** Updates the campaigns; answers whose epoch is old. */
    private static final String WRITE_SNAPSHOTS = """
            WITH given AS (
                SELECT * FROM unnest(
                    $1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::timestamptz[],
                    $7::timestamptz[], $8::timestamptz[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[],
                    $13::boolean[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
                    $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[],
                    $25::bigint[], $26::text[], $27::text[])
                AS t (campaign_id, epoch, revision, status, stopped_at, last_check, next_check, sampled_at, views, likes,
                    comments, counting_regime, corrected, expectation, desired_likes, desired_comments,
                    shortfall_likes, shortfall_comments, ordered_likes, ordered_comments, pending_likes,
                    pending_comments, spend_reserved, spend_spent, spend_max, spend_currency, problems)
            ), written AS (
                UPDATE ratio_fixer_campaigns c
                SET revision = g.revision, status = g.status, stopped_at = g.stopped_at, last_check = g.last_check,
                    next_check = g.next_check, sampled_at = g.sampled_at, views = g.views, likes = g.likes,
                    comments = g.comments, counting_regime = g.counting_regime, corrected = g.corrected,
                    expectation = g.expectation::jsonb, desired_likes = g.desired_likes,
                    desired_comments = g.desired_comments, shortfall_likes = g.shortfall_likes,
                    shortfall_comments = g.shortfall_comments, ordered_likes = g.ordered_likes,
                    ordered_comments = g.ordered_comments, pending_likes = g.pending_likes,
                    pending_comments = g.pending_comments, spend_reserved = g.spend_reserved,
                    spend_spent = g.spend_spent, spend_max = g.spend_max, spend_currency = g.spend_currency,
                    problems = g.problems::jsonb
                FROM given g
                WHERE c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch AND c.revision < g.revision
            )
            SELECT g.campaign_id
            FROM given g
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = g.campaign_id AND c.lease_epoch = g.epoch
            WHERE c.campaign_id IS NULL
            """;

    private final SqlClient client;

    SnapshotWriter(SqlClient client) {
        this.client = client;
    }

    /**
     * Writes them; an earlier revision than the stored one is skipped.
     *
     * @param ticks at most one of each campaign
     * @return the ids whose epoch is not the lease's any more; those were not written
     */
    Future<Set<String>> write(List<PendingSnapshot> ticks) {
        return client.preparedQuery(WRITE_SNAPSHOTS).execute(columns(ticks)).map(rows -> {
            Set<String> stale = new HashSet<>();
            rows.forEach(row -> stale.add(row.getString(0)));
            return stale;
        });
    }

    private static Tuple columns(List<PendingSnapshot> ticks) {
        Columns<PendingSnapshot> columns = new Columns<>(ticks)
                .text(tick -> tick.campaign().id())
                .number(tick -> tick.campaign().epoch())
                .number(PendingSnapshot::revision);
        return SnapshotColumns.addTo(columns, PendingSnapshot::snapshot).tuple();
    }
}

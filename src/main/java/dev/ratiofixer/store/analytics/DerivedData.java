package dev.ratiofixer.store.analytics;

import dev.ratiofixer.store.Columns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what was derived from an owner's analytics: what was expected of engaged views, what the policy made of the
 * owner's days, and each sentence and number that tells of either. What was done and what it cost stays: that is no
 * data of YouTube's. {@code docs/analytics.md} lists it by table.
 *
 * <p>Where nobody noted which of a time's numbers were derived from analytics, all of that time go.
 */
final class DerivedData {
    /** Stands where a reason was. */
    static final String GONE = "why was deleted as the owner's consent to its analytics ended";

    private static final String MAY_TAKE_BACK = "SELECT set_config('ratio_fixer.consent_ended', 'yes', true)";

    private static final String SHOW = """
            SELECT count(*) FROM ratio_fixer_display(ARRAY(
                SELECT campaign_id FROM ratio_fixer_campaigns
                WHERE channel_id = $1 AND expectation IS NULL AND sampled_at BETWEEN $2 AND $3))
            """;

    /** Each is given the channel, since when and until when something may have been derived. */
    private static final List<String> FORGET = List.of("""
            UPDATE ratio_fixer_campaigns SET expectation = NULL, desired_likes = NULL, desired_comments = NULL,
                shortfall_likes = 0, shortfall_comments = 0, healthy_since = NULL
            WHERE channel_id = $1 AND expectation ->> 'basis' = 'engaged' AND coalesce(sampled_at, $2) BETWEEN $2 AND $3
            """, """
            UPDATE ratio_fixer_campaigns SET policy_answer = NULL
            WHERE channel_id = $1 AND policy_answer IS NOT NULL AND coalesce(orders_asked_at, $2) BETWEEN $2 AND $3
            """, """
            UPDATE youtube_campaign_samples SET
                expected_likes_p10 = NULL, expected_likes_p25 = NULL, expected_likes_p50 = NULL,
                expected_likes_p75 = NULL, expected_likes_p90 = NULL, expected_comments_p10 = NULL,
                expected_comments_p25 = NULL, expected_comments_p50 = NULL, expected_comments_p75 = NULL,
                expected_comments_p90 = NULL
            WHERE sampled_at BETWEEN $2 AND $3 AND expected_likes_p50 IS NOT NULL
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            UPDATE ratio_fixer_readings SET target_likes = NULL, target_comments = NULL
            WHERE at BETWEEN $2 AND $3 AND (target_likes IS NOT NULL OR target_comments IS NOT NULL)
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            DELETE FROM ratio_fixer_policy_inputs
            WHERE at BETWEEN $2 AND $3
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            DELETE FROM ratio_fixer_money_wishes
            WHERE at BETWEEN $2 AND $3
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            UPDATE ratio_fixer_decisions SET standing = NULL, detail = '%1$s'
            WHERE at <= $3 AND last_at >= $2 AND (standing IS NOT NULL OR detail <> '%1$s')
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            UPDATE youtube_ratio_fixer_orders o SET summary = new.summary, forecast_likes = 0, forecast_comments = 0,
                state = jsonb_set(o.state, '{terms}', (o.state -> 'terms') || jsonb_build_object(
                    'summary', new.summary,
                    'forecast', '{"likes": 0, "comments": 0}'::jsonb,
                    'evidence', (o.state #> '{terms,evidence}')
                        || '{"likes": null, "comments": null, "shortfall_likes": 0, "shortfall_comments": 0}'::jsonb,
                    'action', CASE WHEN o.order_type = 'team_task' THEN (o.state #> '{terms,action}')
                        || '{"ask": "%1$s", "missing_likes": 0, "missing_comments": 0}'::jsonb
                        ELSE o.state #> '{terms,action}' END))
            FROM (SELECT order_id, CASE WHEN order_type = 'ad_budget' THEN split_part(summary, ': ', 1) || ': ' ELSE '' END
                      || '%1$s' AS summary
                  FROM youtube_ratio_fixer_orders) AS new
            WHERE o.order_id = new.order_id AND o.ordered_at BETWEEN $2 AND $3 AND o.summary <> new.summary
              AND o.campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            UPDATE ratio_fixer_order_events e SET detail = '%1$s'
            FROM youtube_ratio_fixer_orders o
            WHERE e.order_id = o.order_id AND e.actor = 'policy' AND e.detail <> '%1$s'
              AND o.ordered_at BETWEEN $2 AND $3
              AND o.campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """, """
            UPDATE ratio_fixer_campaigns c SET ordered_likes = 0, ordered_comments = 0, pending_likes = 0,
                pending_comments = 0
            WHERE channel_id = $1 AND status NOT IN ('running', 'paused') AND (ordered_likes > 0 OR ordered_comments > 0)
              AND EXISTS (SELECT FROM youtube_ratio_fixer_orders o
                          WHERE o.campaign_id = c.campaign_id AND o.ordered_at BETWEEN $2 AND $3)
            """, """
            UPDATE ratio_fixer_notices SET detail = '%1$s'
            WHERE event = 'order_waits' AND at BETWEEN $2 AND $3 AND detail <> '%1$s'
              AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
            """);

    private DerivedData() {}

    /** Deletes all of it within a transaction; returns how many rows were changed or deleted. */
    static Future<Integer> forget(SqlConnection connection, String channelId, Instant from, Instant until) {
        Tuple of = Tuple.of(channelId, Columns.timestamp(from), Columns.timestamp(until));
        Future<Integer> done = connection.query(MAY_TAKE_BACK).execute().map(0);
        for (String statement : FORGET) {
            String sql = statement.contains("%1$s") ? statement.formatted(GONE.replace("'", "''")) : statement;
            done = done.compose(
                    rows -> connection.preparedQuery(sql).execute(of).map(changed -> rows + changed.rowCount()));
        }
        return done.compose(rows -> rows == 0
                ? Future.succeededFuture(0)
                : connection.preparedQuery(SHOW).execute(of).map(rows));
    }
}

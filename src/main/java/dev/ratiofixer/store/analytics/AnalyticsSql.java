package dev.ratiofixer.store.analytics;

import dev.ratiofixer.store.Columns;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** The statements of {@link PgAnalyticsStore}. */
final class AnalyticsSql {
    static final String TRACKED = """
            SELECT c.channel_id, c.video_id, min(c.video_published_at) AS published, v.fetched_on, v.bad_since
            FROM ratio_fixer_campaigns c
            LEFT JOIN ratio_fixer_analytics_videos v ON v.channel_id = c.channel_id AND v.video_id = c.video_id
            WHERE (c.status IN ('running', 'paused') OR c.stopped_at > $1) AND c.channel_id <> ''
            GROUP BY c.channel_id, c.video_id, v.fetched_on, v.bad_since
            ORDER BY c.channel_id, c.video_id
            """;

    static final String CHANNELS = """
            SELECT channel_id, next_at, good_at, counted_on, requests, searches, trouble
            FROM ratio_fixer_analytics_channels ORDER BY channel_id
            """;

    static final String KEPT = """
            SELECT channel_id FROM ratio_fixer_analytics_channels c
            WHERE EXISTS (SELECT FROM ratio_fixer_analytics_videos v WHERE v.channel_id = c.channel_id)
               OR EXISTS (SELECT FROM ratio_fixer_analytics_days d WHERE d.channel_id = c.channel_id)
               OR EXISTS (SELECT FROM ratio_fixer_analytics_sources s WHERE s.channel_id = c.channel_id)
            """;

    static final String CLAIM = """
            INSERT INTO ratio_fixer_analytics_channels AS c (channel_id, claimed_until, counted_on, first_claimed_at)
            VALUES ($1, $3, $4, $2)
            ON CONFLICT (channel_id) DO UPDATE SET claimed_until = excluded.claimed_until,
                first_claimed_at = CASE WHEN c.forgotten_at IS NULL THEN c.first_claimed_at ELSE $2 END,
                forgotten_at = NULL,
                requests = CASE WHEN c.counted_on = $4 THEN c.requests ELSE 0 END,
                searches = CASE WHEN c.counted_on = $4 THEN c.searches ELSE 0 END,
                counted_on = $4
            WHERE (c.claimed_until IS NULL OR c.claimed_until <= $2) AND (c.next_at IS NULL OR c.next_at <= $2)
            RETURNING requests, searches
            """;

    static final String COUNT = """
            UPDATE ratio_fixer_analytics_channels SET
                requests = CASE WHEN counted_on = $2 THEN requests ELSE 0 END + $3::int,
                searches = CASE WHEN counted_on = $2 THEN searches ELSE 0 END + $4::int,
                counted_on = $2
            WHERE channel_id = $1
            RETURNING requests, searches
            """;

    static final String DELETE_DAYS = """
            DELETE FROM ratio_fixer_analytics_days WHERE video_id = ANY ($1) AND day BETWEEN $2 AND $3
            """;

    static final String DELETE_SOURCES = """
            DELETE FROM ratio_fixer_analytics_sources WHERE video_id = ANY ($1) AND day BETWEEN $2 AND $3
            """;

    static final String INSERT_DAYS = """
            INSERT INTO ratio_fixer_analytics_days (video_id, day, engaged_views, views, likes, dislikes, comments, shares,
                subscribers_gained, average_view_percentage, channel_id)
            SELECT video_id, day::date, engaged_views, views, likes, dislikes, comments, shares, subscribers_gained,
                average_view_percentage, $11
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                        $8::bigint[], $9::bigint[], $10::double precision[])
                AS t (video_id, day, engaged_views, views, likes, dislikes, comments, shares, subscribers_gained,
                      average_view_percentage)
            """;

    static final String INSERT_SOURCES = """
            INSERT INTO ratio_fixer_analytics_sources (video_id, day, source, engaged_views, views, channel_id)
            SELECT video_id, day::date, source, engaged_views, views, $6
            FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
                AS t (video_id, day, source, engaged_views, views)
            """;

    static final String FETCHED = """
            INSERT INTO ratio_fixer_analytics_videos (channel_id, video_id, fetched_on)
            SELECT $1, id, $3 FROM unnest($2::text[]) AS id
            ON CONFLICT (channel_id, video_id) DO UPDATE SET fetched_on = excluded.fetched_on
            """;

    static final String BAD = """
            INSERT INTO ratio_fixer_analytics_videos (channel_id, video_id, bad_since) VALUES ($1, $2, $3)
            ON CONFLICT (channel_id, video_id) DO UPDATE SET bad_since = excluded.bad_since
            """;

    static final String END = """
            UPDATE ratio_fixer_analytics_channels SET claimed_until = NULL, next_at = $2,
                good_at = coalesce($3, good_at), ready_through = greatest(ready_through, $4::date), trouble = $5
            WHERE channel_id = $1
            """;

    static final String FORGET_DAYS = "DELETE FROM ratio_fixer_analytics_days WHERE channel_id = $1";
    static final String FORGET_SOURCES = "DELETE FROM ratio_fixer_analytics_sources WHERE channel_id = $1";
    static final String FORGET_VIDEOS = "DELETE FROM ratio_fixer_analytics_videos WHERE channel_id = $1";
    static final String FORGET_CHANNEL = """
            UPDATE ratio_fixer_analytics_channels SET good_at = NULL, ready_through = NULL, trouble = NULL,
                forgotten_at = $2
            WHERE channel_id = $1
            RETURNING first_claimed_at
            """;

    static final String FORGOTTEN = """
            SELECT channel_id, first_claimed_at, forgotten_at FROM ratio_fixer_analytics_channels
            WHERE forgotten_at IS NOT NULL ORDER BY channel_id
            """;

    static final String FORGOTTEN_FOR_GOOD =
            "DELETE FROM ratio_fixer_analytics_channels WHERE channel_id = $1 AND forgotten_at = $2";

    /** What YouTube has not counted yet of the newest days is missing from both sums alike. */
    static final String MEASURED_VIEWS = """
            SELECT video_id, channel_id, min(day) AS first_day, max(day) AS last_day, sum(views)::bigint AS views,
                sum(engaged_views)::bigint AS engaged,
                coalesce(sum(views) FILTER (WHERE nth <= 7)::double precision
                    / nullif(greatest(sum(engaged_views) FILTER (WHERE nth <= 7), 0), 0), 1) AS first_factor,
                coalesce(sum(views) FILTER (WHERE back <= 7)::double precision
                    / nullif(greatest(sum(engaged_views) FILTER (WHERE back <= 7), 0), 0), 1) AS last_factor,
                greatest(avg(views) FILTER (WHERE back <= 7), 0)::double precision AS daily
            FROM (SELECT video_id, channel_id, day, views, engaged_views,
                      row_number() OVER (PARTITION BY video_id ORDER BY day) AS nth,
                      row_number() OVER (PARTITION BY video_id ORDER BY day DESC) AS back
                  FROM ratio_fixer_analytics_days
                  WHERE day >= $1 AND views IS NOT NULL AND engaged_views IS NOT NULL) AS days
            GROUP BY video_id, channel_id HAVING sum(engaged_views) >= $2
            """;

    /** By Pacific day; a day of which no source has a row is not known. */
    static final String PAID_VIEWS = """
            SELECT o.order_id, d.day, d.engaged, d.day > d.ready_through - $4::int AS provisional,
                (SELECT coalesce(sum(h.cost_micros), 0)::bigint FROM (
                    SELECT DISTINCT ON (hour) cost_micros FROM ratio_fixer_ads_hours
                    WHERE campaign_id = o.campaign_id
                      AND hour >= d.day::timestamp AT TIME ZONE 'America/Los_Angeles'
                      AND hour < (d.day + 1)::timestamp AT TIME ZONE 'America/Los_Angeles'
                    ORDER BY hour, seen_at DESC) AS h) AS cost_micros
            FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS w (order_id, starts, ends)
            JOIN youtube_ratio_fixer_orders o ON o.order_id = w.order_id
            JOIN ratio_fixer_analytics_videos v ON v.video_id = o.video_id AND v.fetched_on IS NOT NULL
            LEFT JOIN LATERAL (
                SELECT s.day, coalesce(sum(s.engaged_views) FILTER (WHERE s.source = 'ADVERTISING'), 0)::bigint AS engaged,
                    max(c.ready_through) AS ready_through
                FROM ratio_fixer_analytics_sources s
                JOIN ratio_fixer_analytics_channels c ON c.channel_id = s.channel_id
                WHERE s.video_id = o.video_id AND s.channel_id = v.channel_id
                  AND s.day BETWEEN (w.starts AT TIME ZONE 'America/Los_Angeles')::date
                                AND (w.ends AT TIME ZONE 'America/Los_Angeles')::date
                GROUP BY s.day) AS d ON true
            ORDER BY o.order_id, d.day
            """;

    static final String READ_DAYS = """
            SELECT day, engaged_views, views, likes, dislikes, comments, shares, subscribers_gained,
                average_view_percentage
            FROM ratio_fixer_analytics_days WHERE video_id = $1 ORDER BY day
            """;
    static final String READ_SOURCES = """
            SELECT day, source, engaged_views, views FROM ratio_fixer_analytics_sources
            WHERE video_id = $1 ORDER BY day, source
            """;
    static final String READ_CHANNEL = """
            SELECT c.good_at, c.ready_through FROM ratio_fixer_analytics_videos v
            JOIN ratio_fixer_analytics_channels c ON c.channel_id = v.channel_id
            WHERE v.video_id = $1 ORDER BY c.good_at DESC NULLS LAST LIMIT 1
            """;

    private AnalyticsSql() {}

    /**
     * Deletes what was derived from an owner's analytics: what was expected of engaged views, what the policy made of
     * the owner's days, and each sentence and number that tells of either. What was done and what it cost stays: that
     * is no data of YouTube's. {@code docs/analytics.md} lists it by table.
     *
     * <p>Where nobody noted which of a time's numbers were derived from analytics, all of that time go.
     */
    static final class DerivedData {
        /** Stands where a reason was. */
        static final String GONE = "why was deleted as the owner's consent to its analytics ended";

        private static final String MAY_TAKE_BACK = "SELECT set_config('ratio_fixer.consent_ended', 'yes', true)";

        private static final String SHOW = """
                SELECT count(*) FROM ratio_fixer_display(ARRAY(
                    SELECT campaign_id FROM ratio_fixer_campaigns
                    WHERE channel_id = $1 AND expectation IS NULL AND sampled_at BETWEEN $2 AND $3))
                """;

        /** Each is given the channel, since when and until when something may have been derived. */
        private static final List<String> FORGET =
                List.of("""
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
                DELETE FROM ratio_fixer_trial_looks l USING youtube_ratio_fixer_orders o
                WHERE l.order_id = o.order_id AND l.at BETWEEN $2 AND $3
                  AND o.campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
                """, """
                UPDATE youtube_ratio_fixer_orders
                SET state = jsonb_set(state #- '{settlement,trial}', '{settlement,note}', to_jsonb('%1$s'::text))
                WHERE jsonb_typeof(state #> '{settlement,trial}') = 'object' AND ordered_at BETWEEN $2 AND $3
                  AND campaign_id IN (SELECT campaign_id FROM ratio_fixer_campaigns WHERE channel_id = $1)
                """, """
                UPDATE ratio_fixer_notices SET detail = '%1$s'
                WHERE event IN ('order_waits', 'trial_ended') AND at BETWEEN $2 AND $3 AND detail <> '%1$s'
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
}

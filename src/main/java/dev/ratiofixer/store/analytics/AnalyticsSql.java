package dev.ratiofixer.store.analytics;

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
            INSERT INTO ratio_fixer_analytics_channels AS c (channel_id, claimed_until, counted_on)
            VALUES ($1, $3, $4)
            ON CONFLICT (channel_id) DO UPDATE SET claimed_until = excluded.claimed_until,
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
            UPDATE ratio_fixer_analytics_channels SET good_at = NULL, ready_through = NULL WHERE channel_id = $1
            """;

    static final String VIEWS_PER_ENGAGED = """
            SELECT video_id, sum(views)::double precision / sum(engaged_views) AS factor
            FROM ratio_fixer_analytics_days
            WHERE day >= $1 AND views IS NOT NULL AND engaged_views IS NOT NULL
            GROUP BY video_id HAVING sum(engaged_views) >= $2
            """;

    /** What was expected of engaged views; a running campaign's comes anew with its next reading. */
    static final String FORGET_EXPECTATIONS = """
            UPDATE ratio_fixer_campaigns SET expectation = NULL, desired_likes = NULL, desired_comments = NULL,
                shortfall_likes = 0, shortfall_comments = 0
            WHERE channel_id = $1 AND expectation ->> 'basis' = 'engaged'
            """;

    /** Of readings nobody noted what they were expected of: all that may have been expected of engaged views goes. */
    static final String FORGET_EXPECTED_SAMPLES = """
            UPDATE youtube_campaign_samples s SET
                expected_likes_p10 = NULL, expected_likes_p25 = NULL, expected_likes_p50 = NULL, expected_likes_p75 = NULL,
                expected_likes_p90 = NULL, expected_comments_p10 = NULL, expected_comments_p25 = NULL,
                expected_comments_p50 = NULL, expected_comments_p75 = NULL, expected_comments_p90 = NULL
            FROM ratio_fixer_analytics_videos v, ratio_fixer_campaigns c
            WHERE v.channel_id = $1 AND v.fetched_on IS NOT NULL AND c.video_id = v.video_id
              AND s.campaign_id = c.campaign_id AND s.expected_likes_p50 IS NOT NULL
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
}

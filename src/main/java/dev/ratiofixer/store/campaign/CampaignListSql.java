package dev.ratiofixer.store.campaign;

/** The statements of {@link PgCampaignQueries}. */
final class CampaignListSql {
    static final String CAMPAIGNS = "SELECT " + CampaignRow.COLUMNS + """
            FROM ratio_fixer_campaigns c
            WHERE ($1::text[] IS NULL OR c.status = ANY ($1))
              AND ($2::text IS NULL OR c.mode = $2)
              AND ($3::text IS NULL OR c.video_id = $3)
              AND ($4::text IS NULL OR strpos(lower(c.campaign_name), $4) > 0 OR strpos(lower(c.video_title), $4) > 0)
              AND ($5::timestamptz IS NULL
                   OR c.started_at <= $5 AND (c.started_at < $5 OR c.campaign_id > $6))
            ORDER BY c.started_at DESC, c.campaign_id
            LIMIT $7
            """;

    /** The newest reading of a channel that a live campaign goes by. */
    static final String CHANNEL = """
            SELECT c.channel_knowledge::text AS channel_knowledge
            FROM ratio_fixer_campaigns c
            WHERE c.channel_id = $1
              AND c.video_form = $2
              AND c.status = ANY ($3)
              AND c.channel_knowledge ->> 'state' IN ('known', 'empty')
            ORDER BY (c.channel_knowledge ->> 'read_at')::timestamptz DESC
            LIMIT 1
            """;

    /** Likes at even steps over each campaign's time: one index look-up a point, however many samples there are. */
    static final String SPARKLINES = """
            SELECT c.campaign_id, s.likes
            FROM ratio_fixer_campaigns c
            CROSS JOIN generate_series(1, $2) AS step
            CROSS JOIN LATERAL (
                SELECT likes FROM youtube_campaign_samples
                WHERE campaign_id = c.campaign_id
                  AND sampled_at <= c.started_at + (c.sampled_at - c.started_at) * (step::float8 / $2)
                ORDER BY sampled_at DESC LIMIT 1) AS s
            WHERE c.campaign_id = ANY ($1)
            ORDER BY c.campaign_id, step
            """;

    static final String SAMPLES = """
            SELECT * FROM youtube_campaign_samples
            WHERE campaign_id = $1
              AND ($2::timestamptz IS NULL OR sampled_at >= $2)
              AND ($3::timestamptz IS NULL OR sampled_at < $3)
              AND ($4::timestamptz IS NULL OR sampled_at < $4)
            ORDER BY sampled_at DESC
            LIMIT $5
            """;

    /** The newest sample of each of so many even steps. */
    static final String THINNED = """
            WITH reach AS (
                SELECT min(sampled_at) AS first, max(sampled_at) AS last FROM youtube_campaign_samples
                WHERE campaign_id = $1
                  AND ($2::timestamptz IS NULL OR sampled_at >= $2)
                  AND ($3::timestamptz IS NULL OR sampled_at < $3))
            SELECT DISTINCT ON (s.sampled_at) s.*
            FROM reach
            CROSS JOIN generate_series(0, $4 - 1) AS step
            CROSS JOIN LATERAL (
                SELECT * FROM youtube_campaign_samples
                WHERE campaign_id = $1
                  AND sampled_at >= reach.first
                  AND sampled_at <= reach.first + (reach.last - reach.first) * (step::float8 / ($4 - 1))
                ORDER BY sampled_at DESC LIMIT 1) AS s
            ORDER BY s.sampled_at DESC
            """;

    static final String ORDERS = """
            SELECT order_id, campaign_id, order_type, service_id, status, quantity, cost, currency, forecast_likes,
                   forecast_comments, ordered_at, completed_at, summary, approved_by, problem,
                   state #> '{settlement,effect}' ->> 'likes' AS uplift_likes,
                   state #> '{settlement,effect}' ->> 'comments' AS uplift_comments
            FROM youtube_ratio_fixer_orders
            WHERE campaign_id = $1
              AND ($2::timestamptz IS NULL OR (ordered_at, order_id) < ($2, $3))
            ORDER BY ordered_at DESC, order_id DESC
            LIMIT $4
            """;

    static final String TRAILS = """
            SELECT order_id, at, status, actor, detail, request_id FROM ratio_fixer_order_events
            WHERE order_id = ANY ($1) ORDER BY event_id
            """;

    private CampaignListSql() {}
}

package dev.ratiofixer.store.campaign;

/** The statements of {@link PgCampaignQueries}. */
final class CampaignListSql {
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

    private static final String ORDER_COLUMNS = """
            SELECT o.order_id, o.campaign_id, o.order_type, o.service_id, o.status, o.quantity, o.cost, o.currency,
                   o.forecast_likes, o.forecast_comments, o.ordered_at, o.completed_at, o.summary, o.approved_by, o.problem,
                   o.state #>> '{receipt,visibility}' AS visibility,
                   o.state #> '{settlement,effect}' ->> 'likes' AS uplift_likes,
                   o.state #> '{settlement,effect}' ->> 'comments' AS uplift_comments,
                   o.state #> '{settlement,effect}' ->> 'window' AS uplift_window,
                   c.campaign_name, o.video_id, c.video_title, o.comment_text,
                   (o.state -> 'terms' -> 'evidence')::text AS evidence,
                   CASE WHEN o.status = 'proposed' THEN o.due_at END AS decide_until
            FROM youtube_ratio_fixer_orders o LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = o.campaign_id
            """;

    private static final String CHOSEN = """
              AND ($3::text IS NULL OR o.service_id = $3)
              AND ($4::text IS NULL OR o.order_type = $4)
              AND ($2::text IS NULL OR o.campaign_id = $2)
              AND ($5::text IS NULL OR EXISTS (
                  SELECT FROM ratio_fixer_campaigns k WHERE k.campaign_id = o.campaign_id AND k.client = $5))
            """;

    private static final String ORDER_PAGE = """
              AND ($6::timestamptz IS NULL OR (o.ordered_at, o.order_id) < ($6, $7))
            ORDER BY o.ordered_at DESC, o.order_id DESC
            LIMIT $8
            """;

    private static final String OF_CAMPAIGN = """
            WHERE o.campaign_id = $2
              AND ($1::text[] IS NULL OR o.status = ANY ($1))
              AND ($3::text IS NULL OR o.service_id = $3)
              AND ($4::text IS NULL OR o.order_type = $4)
              AND ($5::text IS NULL OR EXISTS (
                  SELECT FROM ratio_fixer_campaigns k WHERE k.campaign_id = o.campaign_id AND k.client = $5))
            """;

    private static final String OF_STATUS = "WHERE o.status = ($1::text[])[1]" + CHOSEN;

    private static final String OF_ALL = "WHERE ($1::text[] IS NULL OR o.status = ANY ($1))" + CHOSEN;

    /** Each reads the index that its filter has; one statement for all would read every order. */
    static final String ORDERS_OF_CAMPAIGN = ORDER_COLUMNS + OF_CAMPAIGN + ORDER_PAGE;

    static final String ORDERS_OF_STATUS = ORDER_COLUMNS + OF_STATUS + ORDER_PAGE;

    static final String ORDERS_OF_ALL = ORDER_COLUMNS + OF_ALL + ORDER_PAGE;

    private static final String COUNTED = "SELECT count(*)::int FROM (SELECT FROM youtube_ratio_fixer_orders o ";

    private static final String UP_TO = " LIMIT $6) AS found";

    static final String COUNT_OF_CAMPAIGN = COUNTED + OF_CAMPAIGN + UP_TO;

    static final String COUNT_OF_STATUS = COUNTED + OF_STATUS + UP_TO;

    static final String COUNT_OF_ALL = COUNTED + OF_ALL + UP_TO;

    static final String DECISIONS = """
            SELECT decision_id, campaign_id, counter, standing, outcome, reason_code, detail, at, last_at, times, next_look_at
            FROM ratio_fixer_decisions
            WHERE campaign_id = $1 AND ($2::timestamptz IS NULL OR (last_at, decision_id) < ($2, $3::bigint))
            ORDER BY last_at DESC, decision_id DESC LIMIT $4
            """;

    static final String TRAILS = """
            SELECT order_id, at, status, actor, detail, request_id FROM ratio_fixer_order_events
            WHERE order_id = ANY ($1) ORDER BY event_id
            """;

    private CampaignListSql() {}
}

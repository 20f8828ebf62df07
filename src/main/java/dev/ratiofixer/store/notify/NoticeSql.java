package dev.ratiofixer.store.notify;

import dev.ratiofixer.store.notify.PgNotificationOutbox.PgConditions;

/** The statements of {@link PgNotificationOutbox}, {@link PgConditions} and {@link PgNotificationLog}. */
final class NoticeSql {
    /** A notice with what is known of it now. */
    static final String NOTICE = """
            n.notice_id, n.at, n.event, n.subject, n.detail, n.resolved, n.campaign_id, c.campaign_name, n.order_id,
            o.cost, o.currency, CASE WHEN o.status = 'proposed' THEN o.due_at END AS decide_until
            """;

    private static final String JOINED = """
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = n.campaign_id
            LEFT JOIN youtube_ratio_fixer_orders o ON o.order_id = n.order_id
            """;

    static final String ADD = """
            WITH added AS (
                INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, detail, once, distributed)
                VALUES ($1, $2, $3, $4, $5, $6, $7::text IS NOT NULL)
                ON CONFLICT (once) DO NOTHING
                RETURNING notice_id)
            INSERT INTO ratio_fixer_notice_deliveries (notice_id, sink, status)
            SELECT notice_id, $7, 'waiting' FROM added WHERE $7 IS NOT NULL
            """;

    /** Another node may do the same at the same time. */
    static final String DISTRIBUTE = """
            WITH fresh AS (
                UPDATE ratio_fixer_notices SET distributed = true
                WHERE notice_id IN (SELECT notice_id FROM ratio_fixer_notices WHERE NOT distributed
                                    ORDER BY notice_id LIMIT 500 FOR UPDATE SKIP LOCKED)
                RETURNING notice_id, event, campaign_id)
            INSERT INTO ratio_fixer_notice_deliveries (notice_id, sink, status)
            SELECT f.notice_id, w.sink, 'waiting'
            FROM fresh f JOIN unnest($1::text[], $2::text[], $3::text[]) AS w (sink, event, client) ON w.event = f.event
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = f.campaign_id
            WHERE w.client IS NULL OR c.client = w.client
            ON CONFLICT DO NOTHING
            """;

    static final String KNOW_SINK = "INSERT INTO ratio_fixer_notice_sinks (sink) VALUES ($1) ON CONFLICT DO NOTHING";

    static final String TAKE = """
            UPDATE ratio_fixer_notice_sinks
            SET holder = $2, held_until = now() + make_interval(secs => $4)
            WHERE sink = $1 AND next_at <= now() AND held_until < now()
              AND ($5 OR EXISTS (SELECT FROM ratio_fixer_notice_deliveries
                                 WHERE sink = $1 AND status = 'waiting'
                                   AND queued_at <= now() - make_interval(secs => $3)))
            """;

    /**
     * The configuration may hold the sink to another client than when it was given these, and a campaign may have left
     * its client. A digest of the sink's own says whose it is in what makes it once.
     */
    static final String DROP_ANOTHERS = """
            UPDATE ratio_fixer_notice_deliveries d
            SET status = 'dropped', answer = 'the receiver is held to client ' || $2 || ', and this is not about it'
            FROM ratio_fixer_notices n
            WHERE d.notice_id = n.notice_id AND d.sink = $1 AND d.status = 'waiting'
              AND NOT EXISTS (SELECT FROM ratio_fixer_campaigns c
                              WHERE c.campaign_id = n.campaign_id AND c.client = $2)
              AND NOT (n.event = 'digest' AND right(coalesce(n.once, ''), length($1 || $2) + 2) = '/' || $1 || '/' || $2)
            """;

    static final String WAITING = "SELECT " + NOTICE + """
            FROM ratio_fixer_notice_deliveries d JOIN ratio_fixer_notices n USING (notice_id)
            """ + JOINED + """
            WHERE d.sink = $1 AND d.status = 'waiting'
            ORDER BY notice_id LIMIT $2
            """;

    static final String LET_GO = """
            UPDATE ratio_fixer_notice_sinks
            SET holder = '', held_until = '-infinity', next_at = now() + make_interval(secs => $3),
                problem = $4
            WHERE sink = $1 AND holder = $2
            """;

    static final String SENT = """
            UPDATE ratio_fixer_notice_deliveries
            SET status = $3, answer = $4, attempts = attempts + 1,
                sent_at = CASE WHEN $3 = 'sent' THEN now() END
            WHERE sink = $1 AND notice_id = ANY ($2) AND status = 'waiting'
            """;

    static final String DROP_OLD = """
            DELETE FROM ratio_fixer_notices WHERE created_at < now() - make_interval(secs => $1)
            """;

    static final String DROP_UNWANTED = """
            UPDATE ratio_fixer_notice_deliveries SET status = 'dropped', answer = 'there is no such sink any more'
            WHERE status = 'waiting' AND NOT sink = ANY ($1)
            """;

    static final String DROP_TOO_MANY = """
            UPDATE ratio_fixer_notice_deliveries SET status = 'dropped', answer = 'too many others wait for it'
            WHERE sink = $1 AND status = 'waiting' AND notice_id <= (
                SELECT notice_id FROM ratio_fixer_notice_deliveries WHERE sink = $1 AND status = 'waiting'
                ORDER BY notice_id DESC OFFSET $2 LIMIT 1)
            """;

    static final String LOG = "SELECT " + NOTICE + """
            FROM ratio_fixer_notices n
            """ + JOINED + """
            WHERE n.notice_id < $1
            ORDER BY n.notice_id DESC LIMIT $2
            """;

    static final String DELIVERIES = """
            SELECT notice_id, sink, status, attempts, sent_at, answer FROM ratio_fixer_notice_deliveries
            WHERE notice_id = ANY ($1) ORDER BY notice_id, sink
            """;

    /** What ended a moment ago and is back is the same as before. */
    static final String SEEN = """
            INSERT INTO ratio_fixer_conditions AS c (event, subject, detail)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
            ON CONFLICT (event, subject) DO UPDATE
            SET detail = excluded.detail, last_seen = now(), ended_at = NULL,
                since = CASE WHEN c.ended_at IS NULL THEN c.since ELSE now() END,
                told = c.told AND (c.ended_at IS NULL OR c.ended_at > now() - interval '10 minutes')
            """;

    /** What lasts for two looks. */
    static final String TELL = """
            WITH fresh AS (
                UPDATE ratio_fixer_conditions SET told = true
                WHERE NOT told AND ended_at IS NULL AND since < now() - interval '15 seconds'
                RETURNING event, subject, detail)
            INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, order_id, detail)
            SELECT now(), f.event, f.subject, c.campaign_id, o.order_id, f.detail
            FROM fresh f
            LEFT JOIN youtube_ratio_fixer_orders o ON o.order_id = f.subject
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = coalesce(o.campaign_id, f.subject)
            """;

    static final String END = """
            WITH ended AS (
                UPDATE ratio_fixer_conditions SET ended_at = now()
                WHERE ended_at IS NULL AND last_seen < now() - make_interval(secs => $1)
                RETURNING event, subject, told)
            INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, order_id, detail, resolved)
            SELECT now(), e.event, e.subject, c.campaign_id, o.order_id, '', true
            FROM ended e
            LEFT JOIN youtube_ratio_fixer_orders o ON o.order_id = e.subject
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = coalesce(o.campaign_id, e.subject)
            WHERE e.told
            """;

    static final String CONDITIONS = """
            SELECT f.event, f.subject, f.detail, f.since
            FROM ratio_fixer_conditions f
            LEFT JOIN youtube_ratio_fixer_orders o ON o.order_id = f.subject
            LEFT JOIN ratio_fixer_campaigns c ON c.campaign_id = coalesce(o.campaign_id, f.subject)
            WHERE f.told AND f.ended_at IS NULL AND ($1::text IS NULL OR c.client = $1)
            LIMIT 500
            """;

    static final String KNOWN_CLIENTS = "SELECT client_id FROM ratio_fixer_clients WHERE client_id = ANY ($1)";

    /** Clients with something to say of a day. */
    static final String DIGEST_CLIENTS = """
            SELECT k.client_id, k.name FROM ratio_fixer_clients k
            WHERE CASE WHEN $2::text IS NULL
                  THEN EXISTS (SELECT FROM ratio_fixer_campaigns c
                               WHERE c.client = k.client_id
                                 AND (c.status IN ('running', 'paused') OR c.stopped_at >= $1))
                  ELSE k.client_id = $2 END
            ORDER BY k.name, k.client_id LIMIT 19
            """;

    /**
     * A raised budget is to go back when its term or its campaign is over, that of a trial when its block is; the
     * engine tries every quarter of an hour.
     */
    static final String BUDGETS_NOT_BACK = """
            SELECT 'budget_not_back' AS event, o.order_id AS subject, coalesce((
                SELECT e.detail FROM ratio_fixer_order_events e WHERE e.order_id = o.order_id
                ORDER BY e.event_id DESC LIMIT 1), o.summary) AS detail
            FROM youtube_ratio_fixer_orders o JOIN ratio_fixer_campaigns c USING (campaign_id)
            WHERE o.order_type = 'ad_budget' AND o.status = 'pending' AND o.held_micros > 0
              AND o.state ->> 'ended_at' IS NULL
              AND least(o.placed_at + (o.state -> 'terms' -> 'action' ->> 'term')::interval, c.stopped_at,
                        (o.state -> 'unreturned' ->> 'since')::timestamptz)
                  < $1::timestamptz - interval '20 minutes'
            LIMIT 100
            """;

    static final String CAMPAIGN_LIMITS = """
            SELECT 'limit_reached' AS event, campaign_id AS subject,
                   round(spend_reserved / 1000000.0, 2) || ' of ' || round(spend_max / 1000000.0, 2)
                       || ' ' || spend_currency || ' are reserved or spent' AS detail
            FROM ratio_fixer_campaigns
            WHERE status IN ('running', 'paused') AND spend_max > 0 AND spend_reserved * 20 >= spend_max * 19
            LIMIT 100
            """;

    static final String ENGINE_LIMIT = """
            SELECT 'limit_reached' AS event, 'Ratio Fixer as a whole' AS subject,
                   round(held_micros / 1000000.0, 2) || ' of ' || round($2::bigint / 1000000.0, 2) || ' ' || currency
                       || ' are reserved or spent today' AS detail
            FROM ratio_fixer_spend_days
            WHERE day = $1 AND service_id = '' AND currency = $3 AND $2::bigint > 0 AND held_micros * 20 >= $2::bigint * 19
            """;

    static final String ENDING = """
            SELECT 'token_ending' AS event, 'The API key ' || name AS subject, 'it ends on ' || to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS detail
            FROM ratio_fixer_api_keys
            WHERE revoked_at IS NULL AND expires_at > $1 AND expires_at < $1::timestamptz + interval '7 days'
            UNION ALL
            SELECT 'token_ending', campaign_id, 'the owner''s consent to automatic orders ends on '
                || (terms -> 'consent' ->> 'expires_at')
            FROM ratio_fixer_campaigns
            WHERE mode = 'auto' AND status IN ('running', 'paused') AND terms -> 'consent' ->> 'expires_at' < $2
            UNION ALL
            SELECT 'token_ending', 'The access that the owner of channel ' || channel_id || ' gave',
                'it was confirmed on ' || to_char(checked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                    || ' and counts for 30 days'
            FROM ratio_fixer_authorizations WHERE checked_at < $1::timestamptz - interval '23 days'
            LIMIT 100
            """;

    static final String DIGEST = """
            WITH campaigns AS (
                SELECT status, stopped_at FROM ratio_fixer_campaigns WHERE $2::text IS NULL OR client = $2),
            orders AS (
                SELECT status, placed_at, completed_at, currency, spent_micros
                FROM youtube_ratio_fixer_orders o
                WHERE (status = 'proposed' OR placed_at >= $1 OR completed_at >= $1)
                  AND ($2::text IS NULL OR EXISTS (SELECT FROM ratio_fixer_campaigns c
                                                   WHERE c.campaign_id = o.campaign_id AND c.client = $2)))
            SELECT
                (SELECT count(*) FROM campaigns WHERE status = 'running') AS running,
                (SELECT count(*) FROM campaigns WHERE status = 'paused') AS paused,
                (SELECT count(*) FROM campaigns WHERE stopped_at >= $1) AS ended,
                (SELECT count(*) FROM orders WHERE status = 'proposed') AS waiting,
                (SELECT count(*) FROM orders WHERE placed_at >= $1) AS placed,
                (SELECT count(*) FROM orders WHERE status IN ('failed', 'expired') AND completed_at >= $1) AS failed,
                (SELECT string_agg(round(spent, 2) || ' ' || currency, ', ' ORDER BY currency) FROM (
                    SELECT currency, sum(spent_micros) / 1000000.0 AS spent FROM orders
                    WHERE completed_at >= $1 AND spent_micros > 0 GROUP BY currency) AS money) AS spent
            """;

    private NoticeSql() {}
}

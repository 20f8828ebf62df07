package dev.ratiofixer.store.order;

/** The statements of {@link PgOrderLedger}. */
final class OrderSql {
    static final String LOCK_CAMPAIGN = """
            SELECT lease_epoch, status, paused_by, mode, (terms -> 'consent')::text AS consent,
                terms ->> 'like_server' AS like_server, terms ->> 'comment_server' AS comment_server
            FROM ratio_fixer_campaigns WHERE campaign_id = $1 FOR UPDATE
            """;

    static final String CLIENT_OF = "SELECT client FROM ratio_fixer_campaigns WHERE campaign_id = $1";

    static final String BY_KEY =
            "SELECT state::text AS state FROM youtube_ratio_fixer_orders WHERE idempotency_key = $1";

    static final String CAMPAIGN_OF = "SELECT campaign_id FROM youtube_ratio_fixer_orders WHERE order_id = $1";

    static final String LOCK_ORDER = """
            SELECT state::text AS state, spend_day FROM youtube_ratio_fixer_orders WHERE order_id = $1 FOR UPDATE
            """;

    /** Makes the counters of a day's engine and service; {@link #LOCK_DAY} then locks them, in one order for all. */
    static final String OPEN_DAY = """
            INSERT INTO ratio_fixer_spend_days (day, service_id, currency, held_micros)
            VALUES ($1, '', $3, 0), ($1, $2, $3, 0)
            ON CONFLICT DO NOTHING
            """;

    static final String LOCK_DAY = """
            SELECT service_id, held_micros FROM ratio_fixer_spend_days
            WHERE day = $1 AND service_id IN ('', $2) AND currency = $3
            ORDER BY service_id FOR UPDATE
            """;

    static final String COUNT_DAY = """
            UPDATE ratio_fixer_spend_days SET held_micros = held_micros + $4
            WHERE day = $1 AND service_id IN ('', $2) AND currency = $3
            """;

    /** What a campaign's other orders hold, in all and on a day: overdue budgets hold something on each day since. */
    static final String CAMPAIGN_HELD = """
            SELECT coalesce(sum(o.held_micros), 0)::bigint AS total,
                   coalesce(sum(coalesce(late.today, 0)
                                + CASE WHEN o.spend_day = $3 THEN o.held_micros - coalesce(late.total, 0) ELSE 0 END),
                            0)::bigint AS today,
                   coalesce(bool_or(o.held_micros > 0 AND o.currency <> $4), false) AS other_currency,
                   (SELECT (c.terms -> 'limits')::text FROM ratio_fixer_campaigns c WHERE c.campaign_id = $1) AS limits_now
            FROM youtube_ratio_fixer_orders o CROSS JOIN LATERAL (
                SELECT sum(d.held_micros) AS total, sum(d.held_micros) FILTER (WHERE d.day = $3) AS today
                FROM ratio_fixer_order_days d WHERE d.order_id = o.order_id) late
            WHERE o.campaign_id = $1 AND o.order_id <> $2
            """;

    /** Days that are over keep their rows: nothing but a settlement lowers them. */
    static final String KEEP_DAYS = """
            INSERT INTO ratio_fixer_order_days (order_id, day, held_micros)
            SELECT $1, day, held FROM unnest($2::date[], $3::bigint[]) AS days (day, held)
            ON CONFLICT (order_id, day) DO UPDATE SET held_micros = excluded.held_micros
            """;

    /** Another campaign whose budget orders on a service are open. */
    static final String SERVICE_USER = """
            SELECT campaign_id FROM youtube_ratio_fixer_orders
            WHERE service_id = $1 AND campaign_id <> $2 AND order_type = 'ad_budget'
              AND status IN ('proposed', 'approved', 'placing', 'pending')
            LIMIT 1
            """;

    /**
     * What running campaigns want of a day's limit, the own one's included: they asked within a day and a look, and
     * have not got it of this day's yet.
     */
    static final String WISHES = """
            SELECT w.campaign_id, w.cost_micros, w.likes_low, w.refused_since
            FROM ratio_fixer_money_wishes w JOIN ratio_fixer_campaigns c USING (campaign_id)
            WHERE w.currency = $2 AND c.status = 'running'
              AND (w.campaign_id = $1
                   OR w.at > $3::timestamptz - interval '30 hours' AND (w.granted_on IS NULL OR w.granted_on < $4::date))
            """;

    static final String KEEP_WISH = """
            INSERT INTO ratio_fixer_money_wishes AS w
                (campaign_id, currency, cost_micros, likes_low, at, refused_since, granted_on)
            VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::date IS NULL THEN $5::timestamptz END, $6::date)
            ON CONFLICT (campaign_id) DO UPDATE
            SET currency = excluded.currency, cost_micros = excluded.cost_micros, likes_low = excluded.likes_low,
                at = excluded.at,
                refused_since = CASE WHEN $6::date IS NULL THEN coalesce(w.refused_since, excluded.at) END,
                granted_on = coalesce($6::date, w.granted_on)
            """;

    static final String LIMIT_REACHED = """
            INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, detail, once)
            VALUES ($1, 'limit_reached', $2, $2, $3, $4)
            ON CONFLICT (once) DO NOTHING
            """;

    static final String VIDEO_COMMENTS = """
            SELECT comment_text FROM youtube_ratio_fixer_orders
            WHERE video_id = $1 AND order_type = 'owner_comment'
              AND status NOT IN ('rejected', 'failed', 'cancelled', 'expired')
            """;

    static final String INSERT = """
            INSERT INTO youtube_ratio_fixer_orders (
                order_id, campaign_id, video_id, order_type, service_id, quantity, currency, ordered_at, idempotency_key,
                lease_epoch, summary, comment_text, forecast_likes, forecast_comments,
                status, cost, completed_at, approved_by, problem, placed_at, effect_until, held_micros, spent_micros,
                due_at, state, spend_day)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
                    $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25::text::jsonb, $26)
            """;

    /**
     * A driver that still works on the order keeps it; only after a doubtful outcome, and of a trial that is open,
     * something may still be under way.
     */
    static final String UPDATE = """
            UPDATE youtube_ratio_fixer_orders
            SET status = $2, cost = $3, completed_at = $4, approved_by = $5, problem = $6, placed_at = $7,
                effect_until = $8, held_micros = $9, spent_micros = $10, due_at = $11, state = $12::text::jsonb,
                spend_day = $13,
                driver = CASE WHEN $14 THEN $15 END,
                driver_until = CASE WHEN $14 THEN now() + make_interval(secs => $16) END,
                sent_at = CASE WHEN $17 THEN sent_at END
            WHERE order_id = $1
            """;

    /** Where no provider named the request, the engine's own transaction stands. */
    static final String EVENT = """
            INSERT INTO ratio_fixer_order_events (order_id, at, status, actor, detail, request_id)
            VALUES ($1, $2, $3, $4, $5, coalesce($6, 'tx-' || pg_current_xact_id()::text))
            """;

    /** A pending order's effect comes evenly over its window. */
    static final String TOTALS = """
            SELECT sum(held_micros)::bigint AS held, sum(spent_micros)::bigint AS spent,
                   max(currency) FILTER (WHERE held_micros > 0) AS currency,
                   coalesce(sum(forecast_likes) FILTER (WHERE placed), 0)::bigint AS ordered_likes,
                   coalesce(sum(forecast_comments) FILTER (WHERE placed), 0)::bigint AS ordered_comments,
                   coalesce(round(sum(forecast_likes * ahead)), 0)::bigint AS pending_likes,
                   coalesce(round(sum(forecast_comments * ahead)), 0)::bigint AS pending_comments,
                   coalesce(max(last_change), 0)::bigint AS last_change
            FROM (
                SELECT *, status IN ('placing', 'pending', 'completed') AS placed,
                       CASE
                           WHEN status IN ('approved', 'placing') THEN 1
                           WHEN status = 'pending' AND effect_until > placed_at THEN
                               greatest(0, least(1, extract(epoch FROM effect_until - $2)
                                   / extract(epoch FROM effect_until - placed_at)))
                           ELSE 0
                       END AS ahead,
                       (SELECT max(event_id) FROM ratio_fixer_order_events AS event
                        WHERE event.order_id = youtube_ratio_fixer_orders.order_id) AS last_change
                FROM youtube_ratio_fixer_orders
                WHERE campaign_id = $1) AS orders
            """;

    static final String ORDERS = """
            SELECT state::text AS state FROM youtube_ratio_fixer_orders
            WHERE campaign_id = $1
            ORDER BY ordered_at DESC, order_id DESC LIMIT $2
            """;

    /** What the channel's other campaigns have learned. */
    static final String OF_OWNER = """
            SELECT o.state::text AS state
            FROM ratio_fixer_campaigns mine
            JOIN ratio_fixer_campaigns other USING (channel_id)
            JOIN youtube_ratio_fixer_orders o ON o.campaign_id = other.campaign_id
            WHERE mine.campaign_id = $1 AND other.campaign_id <> $1
              AND o.status = 'completed' AND o.order_type IN ('ad_budget', 'owner_comment')
            ORDER BY o.completed_at DESC LIMIT 50
            """;

    static final String PUBLISHED = "SELECT video_published_at FROM ratio_fixer_campaigns WHERE campaign_id = $1";

    static final String READINGS = """
            SELECT at, views, likes, comments, target_likes, target_comments, counting_regime
            FROM ratio_fixer_readings WHERE campaign_id = $1 AND at > $2 ORDER BY at
            """;

    static final String REMEMBER = """
            INSERT INTO ratio_fixer_readings
                (campaign_id, at, views, likes, comments, target_likes, target_comments, counting_regime)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT DO NOTHING
            """;

    static final String OPEN = """
            SELECT state::text AS state FROM youtube_ratio_fixer_orders
            WHERE campaign_id = $1 AND due_at IS NOT NULL
            ORDER BY ordered_at DESC, order_id DESC
            """;

    static final String OPEN_COSTS = """
            SELECT state::text AS state FROM youtube_ratio_fixer_orders
            WHERE order_type = 'ad_budget' AND status IN ('proposed', 'approved', 'placing', 'pending')
              AND held_micros > 0
            """;

    /**
     * Due orders that are this node's, whose campaign nobody runs, or that nobody has taken for long; budgets first,
     * since one that goes back late costs money. An earlier process of this node cannot work on them any more, but what
     * it sent may still be under way.
     */
    static final String CLAIM = """
            UPDATE youtube_ratio_fixer_orders
            SET driver = $1 || '#' || $6, driver_until = now() + make_interval(secs => $4)
            WHERE order_id IN (
                SELECT o.order_id
                FROM youtube_ratio_fixer_orders o JOIN ratio_fixer_campaigns c USING (campaign_id)
                WHERE o.due_at <= $2
                  AND (o.driver_until IS NULL OR o.driver_until < now() OR split_part(o.driver, '#', 1) = $1)
                  AND (o.sent_at IS NULL OR o.sent_at < now() - make_interval(secs => $7)
                       OR o.driver = $1 || '#' || $6)
                  AND o.order_id <> ALL ($5)
                  AND (c.lease_node IN ('', $1) OR c.status NOT IN ('running', 'paused')
                       OR o.due_at < $2 - interval '10 minutes')
                ORDER BY o.order_type = 'ad_budget' DESC, o.due_at LIMIT $3
                FOR UPDATE OF o SKIP LOCKED)
            RETURNING state::text AS state
            """;

    /**
     * This process still has the order as it is ($3), and no other works on the same budget. Two that ask at once about
     * one budget may both be refused; they try again at different times.
     */
    static final String CONFIRM = """
            UPDATE youtube_ratio_fixer_orders o
            SET driver_until = now() + make_interval(secs => $4), sent_at = clock_timestamp()
            WHERE o.order_id = $1 AND o.driver = $2 AND o.state = $3::text::jsonb
              AND NOT EXISTS (
                  SELECT FROM youtube_ratio_fixer_orders other
                  WHERE o.order_type = 'ad_budget' AND other.order_type = 'ad_budget'
                    AND other.service_id = o.service_id AND other.order_id <> o.order_id
                    AND other.status IN ('placing', 'pending')
                    AND other.driver <> $2 AND other.driver_until > now())
            """;

    static final String LET_GO =
            "UPDATE youtube_ratio_fixer_orders SET driver = NULL, driver_until = NULL WHERE driver = $1";

    /** What is still under way is looked for again soon; it is real time that it waits for. */
    static final String NEXT_DUE = """
            SELECT min(CASE WHEN o.sent_at > now() - make_interval(secs => $4)
                            THEN greatest(o.due_at, $3::timestamptz + interval '1 minute') ELSE o.due_at END) AS due
            FROM youtube_ratio_fixer_orders o JOIN ratio_fixer_campaigns c USING (campaign_id)
            WHERE o.due_at IS NOT NULL AND o.order_id <> ALL ($2)
              AND (o.driver_until IS NULL OR o.driver_until < now() OR split_part(o.driver, '#', 1) = $1)
              AND (c.lease_node IN ('', $1) OR c.status NOT IN ('running', 'paused'))
            """;

    static final String LEFT_OVER = """
            SELECT o.state::text AS state
            FROM youtube_ratio_fixer_orders o JOIN ratio_fixer_campaigns c USING (campaign_id)
            WHERE (c.status NOT IN ('running', 'paused') OR c.paused_by IS NOT NULL)
              AND (o.status IN ('proposed', 'approved')
                   OR o.status = 'pending' AND o.order_type = 'ad_budget' AND o.due_at > $1 AND o.held_micros > 0
                      AND o.state ->> 'ended_at' IS NULL AND o.state ->> 'unreturned' IS NULL)
            LIMIT 500
            """;

    static final String PAGE = """
            SELECT order_id, state::text AS state FROM youtube_ratio_fixer_orders
            WHERE campaign_id = $1
              AND ($2 = '' OR (ordered_at, order_id) < (
                  SELECT ordered_at, order_id FROM youtube_ratio_fixer_orders WHERE order_id = $2))
            ORDER BY ordered_at DESC, order_id DESC LIMIT $3
            """;

    static final String HISTORY = """
            SELECT order_id, at, status, actor, detail, request_id FROM ratio_fixer_order_events
            WHERE order_id = ANY ($1) ORDER BY event_id
            """;

    private OrderSql() {}
}

package dev.ratiofixer.smm.execution;

/** The order tables checked against themselves, by SQL of its own. */
public final class OrderAudit {
    /** What each order reserved and how many of its terms its budget was in force: more if no node gave it back. */
    private static final String COSTS = """
            costs AS (
                SELECT order_id, spent_micros, (state #>> '{terms,cost,micros}')::bigint AS cost,
                       coalesce(extract(epoch FROM over.at - (state #>> '{receipt,at}')::timestamptz)
                                / extract(epoch FROM (state #>> '{terms,action,term}')::interval), 1) AS terms
                FROM youtube_ratio_fixer_orders o CROSS JOIN LATERAL (
                    SELECT max(at) AS at FROM ratio_fixer_order_events e
                    WHERE e.order_id = o.order_id
                      AND (e.detail LIKE 'it is over:%' OR e.detail LIKE 'marked as returned%' OR e.detail LIKE 'the next order took its place%')) over)
            """;

    private static final String AUDIT = """
            , o AS (SELECT * FROM youtube_ratio_fixer_orders),
            parts AS (
                SELECT spend_day AS day, order_id, campaign_id, service_id, currency, state,
                       held_micros - coalesce((SELECT sum(d.held_micros) FROM ratio_fixer_order_days d
                                               WHERE d.order_id = o.order_id), 0) AS held
                FROM o
                UNION ALL
                SELECT d.day, o.order_id, o.campaign_id, o.service_id, o.currency, o.state, d.held_micros
                FROM ratio_fixer_order_days d JOIN o USING (order_id)),
            days AS (
                SELECT day, '' AS service_id, currency, sum(held) AS held FROM parts GROUP BY 1, 3
                UNION ALL
                SELECT day, service_id, currency, sum(held) FROM parts GROUP BY 1, 2, 3)
            SELECT format('day %s service "%s": counted %s, orders hold %s', d.day, d.service_id, d.held_micros, days.held)
                       AS what
            FROM ratio_fixer_spend_days d FULL JOIN days USING (day, service_id, currency)
            WHERE coalesce(d.held_micros, 0) <> coalesce(days.held, 0)
            UNION ALL
            SELECT format('order %s holds %s on %s', order_id, held, day) FROM parts WHERE held < 0
            UNION ALL
            SELECT format('order %s was placed and nobody allowed it', order_id) FROM o
            WHERE status IN ('placing', 'pending', 'completed') AND coalesce(approved_by, '') = ''
            UNION ALL
            SELECT format('order %s spent %s and reserved %s for a term, of which it was in force for %s', order_id,
                          spent_micros, cost, round(terms, 2)) FROM costs
            WHERE spent_micros > :most
            UNION ALL
            SELECT format('campaign %s holds %s of %s', campaign_id, sum(held_micros), max(most)) FROM (
                SELECT campaign_id, held_micros, (state #>> '{terms,limits,maxSpend,micros}')::bigint AS most FROM o) c
            GROUP BY campaign_id HAVING sum(held_micros) > max(most)
            UNION ALL
            SELECT format('campaign %s holds %s of %s on %s', campaign_id, sum(held_micros), max(most), spend_day) FROM (
                SELECT campaign_id, spend_day, held_micros,
                       (state #>> '{terms,limits,dailySpend,micros}')::bigint AS most FROM o) c
            GROUP BY campaign_id, spend_day HAVING sum(held_micros) > max(most)
            UNION ALL
            SELECT format('campaign %s holds more than one currency', campaign_id) FROM o WHERE held_micros > 0
            GROUP BY campaign_id HAVING count(DISTINCT currency) > 1
            UNION ALL
            SELECT format('order %s: the history ends with %s, the order is %s', order_id, e.status, o.status)
            FROM o CROSS JOIN LATERAL (
                SELECT status FROM ratio_fixer_order_events e WHERE e.order_id = o.order_id
                ORDER BY event_id DESC LIMIT 1) e
            WHERE e.status <> o.status
            """;

    /** Each row is one thing that cannot be true. */
    public static final String SQL = audit("cost");

    /**
     * The same where nodes are killed again and again: a budget that none could give back costs by its time in force.
     */
    static final String WHERE_NOBODY_GIVES_BACK = audit("cost * greatest(1, terms)");

    /** How many orders spent more than they had reserved, because their budget was given back too late. */
    static final String LATE = "WITH " + COSTS + "SELECT count(*) AS late FROM costs WHERE spent_micros > cost";

    private OrderAudit() {}

    /** @param mostSpent what an order may have spent */
    private static String audit(String mostSpent) {
        return "WITH " + COSTS + AUDIT.replace(":most", mostSpent);
    }
}

package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignFilter.CampaignSort;
import dev.ratiofixer.campaign.query.CampaignFilter.SortKey;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.VideoId;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;

/** The statements that go by a {@link CampaignFilter}: its list in each order, and its totals. */
final class CampaignFilterSql {
    /** Of a name in the name of a page. */
    private static final int KEY_LENGTH = 30;

    /** Codes of the problems of a campaign. */
    private static final String CODES = "jsonb_path_query_array(c.problems, '$[*].code')";

    private static final String BROKEN = array(Attention.BROKEN);

    private static final String HELD = array(Attention.HELD);

    private static final String KNOWN_AND_HARMLESS = array(Attention.WAITING) + " || " + HELD + " || " + BROKEN;

    /** The most urgent of what its problems, its waiting orders and somebody's change of its budget ask for. */
    private static final String ATTENTION = """
            CASE WHEN c.status = 'failed' THEN 'broken'
                 WHEN c.status NOT IN ('running', 'paused', 'scheduled') THEN NULL
                 WHEN""" + " " + CODES + " ?| " + BROKEN + """
                  THEN 'broken'
                 WHEN c.campaign_id IN (
                          SELECT o.campaign_id FROM youtube_ratio_fixer_orders o WHERE o.status = 'proposed'
                          UNION ALL SELECT h.campaign_id FROM ratio_fixer_spending_holds h WHERE h.released_at IS NULL)
                      OR NOT""" + " " + CODES + " <@ to_jsonb("
            + KNOWN_AND_HARMLESS + """
                 ) THEN 'needs_you'
                 WHEN""" + " " + CODES + " ?| " + HELD + """
                  THEN 'held'
                 WHEN c.problems <> '[]' THEN 'waiting'
            END""";

    /** Both sides in the database's lower case: it knows fewer letters than Java where its locale is C. */
    private static final String CHOSEN = """
            WHERE ($1::text[] IS NULL OR c.status = ANY ($1))
              AND ($2::text IS NULL OR c.mode = $2)
              AND ($3::text IS NULL OR c.video_id = $3)
              AND ($4::text IS NULL OR strpos(lower(c.campaign_name), lower($4)) > 0
                   OR strpos(lower(c.video_title), lower($4)) > 0 OR c.video_id = $5 OR c.campaign_id = $4)
              AND ($6::text IS NULL OR c.terms ->> 'like_server' = $6 OR c.terms ->> 'comment_server' = $6)
              AND ($7::text IS NULL OR c.channel_id = $7 OR lower(c.terms -> 'consent' ->> 'granted_by') = lower($7))
              AND ($8::timestamptz IS NULL OR c.started_at >= $8)
              AND ($9::text IS NULL OR $9 =""" + " " + ATTENTION + """
                  )
              AND ($10::text IS NULL OR c.client = $10)
              AND ($11::text IS NULL OR c.artist = $11)
              AND ($12::text IS NULL OR c.terms -> 'labels' -> 'tags' ? $12)
            """;

    private static final String SHOWN = "SELECT " + CampaignRow.COLUMNS + ", " + ATTENTION + " AS attention, " + """
            (SELECT count(*)::int FROM youtube_ratio_fixer_orders o
             WHERE o.campaign_id = c.campaign_id AND o.status = 'proposed') AS waiting_orders
            """;

    static final String NEWEST = SHOWN + ", ''::text AS sort_key FROM ratio_fixer_campaigns c " + CHOSEN + """
              AND ($13::timestamptz IS NULL
                   OR c.started_at <= $13 AND (c.started_at < $13 OR c.campaign_id > $14))
            ORDER BY c.started_at DESC, c.campaign_id
            LIMIT $15
            """;

    static final String TOTALS = "WITH chosen AS MATERIALIZED (SELECT c.*, " + ATTENTION + """
             AS attention FROM ratio_fixer_campaigns c
            """ + CHOSEN + """
            ), live AS (SELECT * FROM chosen WHERE status IN ('running', 'paused'))
            SELECT 'status' AS what, status AS name, NULL AS extra, count(*) AS number, 0 AS other
            FROM chosen GROUP BY status
            UNION ALL SELECT 'attention', attention, NULL, count(*), 0
            FROM chosen WHERE attention IS NOT NULL GROUP BY attention
            UNION ALL SELECT 'as_expected', '', NULL, count(*), 0 FROM live
            WHERE likes BETWEEN (expectation -> 'likes' ->> 'p25')::float8 AND (expectation -> 'likes' ->> 'p75')::float8
            UNION ALL SELECT 'short_of_target', '', NULL, count(*), 0 FROM live
            WHERE expectation IS NOT NULL
              AND (shortfall_likes > 0 AND likes IS NOT NULL OR shortfall_comments > 0 AND comments IS NOT NULL)
            UNION ALL SELECT 'currency', o.currency, NULL, sum(o.held_micros)::bigint, sum(o.spent_micros)::bigint
            FROM youtube_ratio_fixer_orders o JOIN chosen USING (campaign_id)
            WHERE o.held_micros > 0 GROUP BY o.currency
            UNION ALL (SELECT 'owner', channel_id, coalesce(max(terms -> 'consent' ->> 'granted_by'), max(video_title)),
                count(*), 0
            FROM chosen GROUP BY channel_id ORDER BY 4 DESC, 2 LIMIT 50)
            ORDER BY 1, 4 DESC, 2
            """;

    private CampaignFilterSql() {}

    /** The list in an order other than newest first: by the page's last key and id, then the limit. */
    static String by(CampaignSort sort) {
        String key = key(sort.key());
        String type = sort.key() == SortKey.NAME ? "text" : "bigint";
        return SHOWN + ", (" + key + ")::text AS sort_key FROM ratio_fixer_campaigns c " + CHOSEN
                + """
                  AND ($13::text IS NULL OR (%1$s, c.campaign_id) %2$s ($13::text::%3$s, $14))
                ORDER BY %1$s %4$s, c.campaign_id %4$s
                LIMIT $15
                """.formatted(key, sort.descending() ? "<" : ">", type, sort.descending() ? "DESC" : "");
    }

    /** What is not known comes before what is least. */
    private static String key(SortKey key) {
        return switch (key) {
            case STARTED -> "(extract(epoch FROM c.started_at) * 1000000)::bigint";
            case NAME -> "left(lower(c.campaign_name), " + KEY_LENGTH + ")";
            case ATTENTION ->
                "coalesce(array_position('{waiting,held,needs_you,broken}'::text[], " + ATTENTION + "), 0)::bigint";
            case VIEWS -> "coalesce(c.views, -1)";
            case LIKES -> "coalesce(c.likes, -1)";
            case COMMENTS -> "coalesce(c.comments, -1)";
            case SHORTFALL -> "(c.shortfall_likes + c.shortfall_comments)";
            case SPENT ->
                "(SELECT coalesce(sum(o.spent_micros), 0)::bigint FROM youtube_ratio_fixer_orders o"
                        + " WHERE o.campaign_id = c.campaign_id)";
            case CHECKED -> "coalesce((extract(epoch FROM c.last_check) * 1000000)::bigint, 0)";
        };
    }

    /** What {@link #CHOSEN} is given. */
    static Tuple arguments(CampaignFilter filter) {
        String text = filter.text();
        return Tuple.tuple()
                .addValue(
                        filter.statuses().isEmpty()
                                ? null
                                : filter.statuses().stream().map(EnumText::of).toArray(String[]::new))
                .addString(filter.mode() == null ? null : EnumText.of(filter.mode()))
                .addString(filter.videoId())
                .addString(text)
                .addString(
                        text == null
                                ? null
                                : VideoId.parse(text).map(VideoId::value).orElse(null))
                .addString(filter.service())
                .addString(filter.owner())
                .addOffsetDateTime(Columns.timestamp(filter.since()))
                .addString(filter.attention() == null ? null : EnumText.of(filter.attention()))
                .addString(filter.owned().client())
                .addString(filter.owned().artist())
                .addString(filter.owned().tag());
    }

    private static String array(Attention attention) {
        return attention.codes().stream().sorted().collect(Collectors.joining(",", "'{", "}'::text[]"));
    }

    /** The statements of {@link PgCampaignQueries}. */
    static final class CampaignListSql {
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
}

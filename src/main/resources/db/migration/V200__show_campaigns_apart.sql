-- youtube_campaigns may be a dashboard's own, with its own constraints, triggers, rights and generated columns. A campaign
-- is shown there after it was written here, never together with it: what the table refuses is an answer, not an error.
DROP FUNCTION IF EXISTS ratio_fixer_show(text[], text[], text[], text[], timestamptz[]);
DROP FUNCTION IF EXISTS ratio_fixer_show_one(text, text, text, text, timestamptz);

-- The video that an address (or a bare id) names, null if none.
CREATE OR REPLACE FUNCTION ratio_fixer_video_of(address text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(
        substring(address from '^\s*([A-Za-z0-9_-]{11})\s*$'),
        substring(address from
            '(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/|/v/|/e/|/video/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])'));
-- What the index holds was found by the function of before.
DO $$
DECLARE
    definition text := pg_get_indexdef(to_regclass('youtube_campaigns_ratio_fixer_video_idx'));
BEGIN
    IF definition IS NOT NULL THEN
        DROP INDEX youtube_campaigns_ratio_fixer_video_idx;
        EXECUTE replace(definition, ' ON ONLY ', ' ON ');
    END IF;
END $$;

-- What of the table can be used now: it is read at each use, as its owner may change it at any time. Generated and identity
-- columns are never written, nor what this user has no right to.
--   video_column   finds rows by their video; null if there is none
--   insert_*       what a new row is given
--   settings       what of a campaign is shown
--   missing        columns that should show something and cannot; null if none
CREATE TYPE ratio_fixer_dashboard_use AS (
    video_column text, insert_columns text, insert_values text, settings text, missing text);
CREATE FUNCTION ratio_fixer_dashboard() RETURNS ratio_fixer_dashboard_use LANGUAGE plpgsql STABLE AS $$
DECLARE
    dashboard oid := to_regclass('youtube_campaigns');
    use ratio_fixer_dashboard_use;
    names_video boolean;
    keyed boolean;
BEGIN
    IF dashboard IS NULL THEN
        RAISE undefined_table USING MESSAGE = 'there is no table youtube_campaigns any more';
    END IF;
    SELECT attname INTO use.video_column
    FROM pg_attribute
    JOIN (VALUES (1, 'video_id'), (2, 'video_url'), (3, 'youtube_url'), (4, 'url')) AS known (rank, name) ON attname = name
    WHERE attrelid = dashboard AND NOT attisdropped AND atttypid IN ('text'::regtype, 'varchar'::regtype)
      AND has_column_privilege(dashboard, attnum, 'SELECT')
    ORDER BY attgenerated = 'v', rank
    LIMIT 1;

    SELECT string_agg(quote_ident(name), ', ' ORDER BY rank), string_agg(value, ', ' ORDER BY rank),
        coalesce(bool_or(rank > 1), false)
    INTO use.insert_columns, use.insert_values, names_video
    FROM pg_attribute
    JOIN (VALUES (1, 'campaign_name', 'c.campaign_name'), (2, 'video_id', 'c.video_id'),
                 (3, 'video_url', '''https://www.youtube.com/watch?v='' || c.video_id'),
                 (4, 'youtube_url', '''https://www.youtube.com/watch?v='' || c.video_id'),
                 (5, 'url', '''https://www.youtube.com/watch?v='' || c.video_id')) AS ours (rank, name, value)
        ON attname = name
    WHERE attrelid = dashboard AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
      AND atttypid IN ('text'::regtype, 'varchar'::regtype) AND has_column_privilege(dashboard, attnum, 'INSERT');
    IF NOT names_video THEN
        use.insert_columns := NULL;
    END IF;

    WITH ours (name, value) AS (
        VALUES ('ratio_fixer_campaign_id', 'c.campaign_id'), ('ratio_fixer_status', 'c.status'),
            ('ratio_fixer_started_at', 'c.started_at'), ('ratio_fixer_stopped_at', 'c.stopped_at'),
            ('ratio_fixer_last_check', 'c.last_check'),
            ('desired_likes', 'CASE WHEN c.desired_likes > 2147483647 THEN 2147483647 ELSE c.desired_likes END'),
            ('desired_comments', 'CASE WHEN c.desired_comments > 2147483647 THEN 2147483647 ELSE c.desired_comments END'),
            ('ordered_likes', 'CASE WHEN c.ordered_likes > 2147483647 THEN 2147483647 ELSE c.ordered_likes END'),
            ('ordered_comments', 'CASE WHEN c.ordered_comments > 2147483647 THEN 2147483647 ELSE c.ordered_comments END')
    ), found AS (
        SELECT name, value, attname IS NOT NULL AS there, attgenerated = '' AND attidentity = '' AS plain,
            has_column_privilege(dashboard, attnum, 'UPDATE') AS allowed
        FROM ours
        LEFT JOIN pg_attribute ON attrelid = dashboard AND attname = name AND NOT attisdropped
    )
    SELECT string_agg(format('%I = %s', name, value), ', ') FILTER (WHERE plain AND allowed),
        string_agg(CASE WHEN there THEN format('no right to write %s', name) ELSE format('no column %s', name) END, ', ')
            FILTER (WHERE NOT there OR plain AND NOT allowed),
        bool_or(name = 'ratio_fixer_campaign_id' AND plain AND allowed)
    INTO use.settings, use.missing, keyed
    FROM found;
    IF keyed IS NOT TRUE THEN
        RAISE undefined_column USING MESSAGE =
            'its column ratio_fixer_campaign_id is not there any more, is generated, or may not be written';
    END IF;
    RETURN use;
END $$;

-- Gives a live campaign a row: one of its video that never had a campaign, else one whose campaign of the same name has
-- ended, else a new one, else (the dashboard refuses a new one) any one of the video whose campaign has ended.
CREATE FUNCTION ratio_fixer_take_row(shown ratio_fixer_campaigns, dashboard ratio_fixer_dashboard_use) RETURNS void
    LANGUAGE plpgsql AS $body$
DECLARE
    place_table oid;
    place_row tid;
    used boolean;
    same_name boolean;
BEGIN
    IF dashboard.video_column IS NOT NULL THEN
        EXECUTE format($find$
            SELECT y.tableoid, y.ctid, y.ratio_fixer_campaign_id IS NOT NULL,
                coalesce(to_jsonb(y) ->> 'campaign_name' = $2, false)
            FROM youtube_campaigns y
            WHERE ratio_fixer_video_of(y.%I) = $1
              AND NOT EXISTS (
                  SELECT FROM ratio_fixer_campaigns c
                  WHERE c.campaign_id = y.ratio_fixer_campaign_id AND c.status IN ('running', 'paused'))
            ORDER BY 3, 4 DESC, to_jsonb(y) ->> 'ratio_fixer_started_at' DESC NULLS LAST
            LIMIT 1
            FOR UPDATE OF y
            $find$, dashboard.video_column)
        INTO place_table, place_row, used, same_name USING shown.video_id, shown.campaign_name;
    END IF;
    IF place_row IS NULL OR used AND NOT same_name THEN
        BEGIN
            IF dashboard.insert_columns IS NULL THEN
                RAISE generated_always USING MESSAGE = 'no column that tells the video may be written';
            END IF;
            EXECUTE format('INSERT INTO youtube_campaigns (%s, ratio_fixer_campaign_id) SELECT %s, c.campaign_id FROM '
                'ratio_fixer_campaigns c WHERE c.campaign_id = $1', dashboard.insert_columns, dashboard.insert_values)
            USING shown.campaign_id;
            RETURN;
        EXCEPTION WHEN OTHERS THEN
            IF place_row IS NULL THEN
                RAISE;
            END IF;
        END;
    END IF;
    UPDATE youtube_campaigns SET ratio_fixer_campaign_id = shown.campaign_id
    WHERE tableoid = place_table AND ctid = place_row;
END $body$;

-- Shows campaigns as they are stored. A row for each given id: why it is not (wholly) shown, null where it is. Nothing that
-- the table refuses fails it, and no campaign's row its neighbour's; a wait for somebody's lock ends after a second.
CREATE FUNCTION ratio_fixer_display(ids text[])
    RETURNS TABLE (campaign text, code text, reason text) LANGUAGE plpgsql SET lock_timeout = '1s' AS $body$
#variable_conflict use_column
DECLARE
    dashboard ratio_fixer_dashboard_use;
    update_rows text;
    shown text[] := '{}';
    added text[];
    wanted ratio_fixer_campaigns;
    rows bigint;
BEGIN
    -- A deferred constraint would fail the commit, with all others in it.
    SET CONSTRAINTS ALL IMMEDIATE;
    BEGIN
        dashboard := ratio_fixer_dashboard();
    EXCEPTION WHEN OTHERS THEN
        RETURN QUERY SELECT id, SQLSTATE, SQLERRM FROM unnest(ids) AS given (id);
        RETURN;
    END;
    update_rows := format('UPDATE youtube_campaigns y SET %s FROM ratio_fixer_campaigns c WHERE c.campaign_id = ANY ($1) '
        'AND y.ratio_fixer_campaign_id = c.campaign_id', dashboard.settings);

    -- All at once, which is what happens as a rule.
    BEGIN
        EXECUTE format('WITH written AS (%s RETURNING c.campaign_id) SELECT coalesce(array_agg(campaign_id), ''{}'') '
            'FROM written', update_rows)
        INTO shown USING ids;
        IF dashboard.video_column IS NOT NULL AND dashboard.insert_columns IS NOT NULL THEN
            EXECUTE format($insert$
                WITH written AS (
                    INSERT INTO youtube_campaigns (%1$s, ratio_fixer_campaign_id)
                    SELECT %2$s, c.campaign_id
                    FROM ratio_fixer_campaigns c
                    WHERE c.campaign_id = ANY ($1) AND NOT c.campaign_id = ANY ($2) AND c.status IN ('running', 'paused')
                      AND NOT EXISTS (SELECT FROM youtube_campaigns y WHERE ratio_fixer_video_of(y.%3$I) = c.video_id)
                    RETURNING ratio_fixer_campaign_id)
                SELECT coalesce(array_agg(ratio_fixer_campaign_id), '{}') FROM written
                $insert$, dashboard.insert_columns, dashboard.insert_values, dashboard.video_column)
            INTO added USING ids, shown;
            IF cardinality(added) > 0 THEN
                EXECUTE update_rows USING added;
                shown := shown || added;
            END IF;
        END IF;
    EXCEPTION
        WHEN lock_not_available OR deadlock_detected THEN
            RETURN QUERY SELECT id, SQLSTATE, SQLERRM FROM unnest(ids) AS given (id);
            RETURN;
        WHEN OTHERS THEN
            -- One by one tells which.
            shown := '{}';
    END;

    FOR wanted IN
        SELECT c.* FROM ratio_fixer_campaigns c
        WHERE c.campaign_id = ANY (ids) AND NOT c.campaign_id = ANY (shown)
        ORDER BY c.started_at, c.campaign_id
    LOOP
        campaign := wanted.campaign_id;
        code := NULL;
        reason := NULL;
        BEGIN
            EXECUTE update_rows USING ARRAY[wanted.campaign_id];
            GET DIAGNOSTICS rows = ROW_COUNT;
            IF rows = 0 AND wanted.status IN ('running', 'paused') THEN
                PERFORM ratio_fixer_take_row(wanted, dashboard);
                EXECUTE update_rows USING ARRAY[wanted.campaign_id];
                GET DIAGNOSTICS rows = ROW_COUNT;
                IF rows = 0 THEN
                    RAISE insufficient_privilege USING MESSAGE =
                        'its row cannot be written: a trigger or row-level security keeps it';
                END IF;
            END IF;
            shown := shown || wanted.campaign_id;
        EXCEPTION WHEN OTHERS THEN
            code := SQLSTATE;
            reason := SQLERRM;
            RETURN NEXT;
        END;
    END LOOP;

    RETURN QUERY
        SELECT id, CASE WHEN dashboard.missing IS NOT NULL THEN '42703' END, 'it has ' || dashboard.missing
        FROM unnest(shown) AS given (id);
END $body$;

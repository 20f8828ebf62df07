-- Extends youtube_campaigns in place, ours or a dashboard's own, some of whose columns may be there already.
-- A row of it is what the dashboard calls a campaign; it shows the newest Ratio Fixer campaign of its video. The whole
-- truth, with the campaigns before, is in ratio_fixer_campaigns (V055). No row and no column of a dashboard is changed
-- but the ones named here.
DO $$
DECLARE
    wrong text;
BEGIN
    SELECT string_agg(format('%s is %s but must be %s', attname, format_type(atttypid, atttypmod), must), ', ')
    INTO wrong
    FROM pg_attribute
    JOIN (VALUES
        ('ratio_fixer_campaign_id', 'text'), ('ratio_fixer_status', 'text'),
        ('ratio_fixer_started_at', 'timestamptz'), ('ratio_fixer_stopped_at', 'timestamptz'),
        ('ratio_fixer_last_check', 'timestamptz'),
        ('desired_likes', 'bigint'), ('desired_comments', 'bigint'),
        ('ordered_likes', 'bigint'), ('ordered_comments', 'bigint')) AS ours (name, must) ON attname = name
    WHERE attrelid = 'youtube_campaigns'::regclass
      AND NOT attisdropped
      AND NOT CASE must
          WHEN 'text' THEN atttypid = 'text'::regtype OR atttypid = 'varchar'::regtype AND atttypmod - 4 NOT BETWEEN 0 AND 35
              OR atttypid = 'varchar'::regtype AND name = 'ratio_fixer_status' AND atttypmod - 4 >= 9
          WHEN 'timestamptz' THEN atttypid = 'timestamptz'::regtype
          ELSE atttypid IN ('int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
          END;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'youtube_campaigns has columns of types that Ratio Fixer cannot use: %; '
            'change or rename them, then migrate again', wrong;
    END IF;
END $$;

ALTER TABLE youtube_campaigns
    ADD COLUMN IF NOT EXISTS ratio_fixer_campaign_id text,
    ADD COLUMN IF NOT EXISTS ratio_fixer_status text NOT NULL DEFAULT 'idle',
    ADD COLUMN IF NOT EXISTS ratio_fixer_started_at timestamptz,
    ADD COLUMN IF NOT EXISTS ratio_fixer_stopped_at timestamptz,
    ADD COLUMN IF NOT EXISTS desired_likes bigint,
    ADD COLUMN IF NOT EXISTS desired_comments bigint,
    ADD COLUMN IF NOT EXISTS ordered_likes bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS ordered_comments bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS ratio_fixer_last_check timestamptz;

CREATE UNIQUE INDEX IF NOT EXISTS youtube_campaigns_ratio_fixer_campaign_id_key
    ON youtube_campaigns (ratio_fixer_campaign_id);

-- The video that an address (or a bare id) names, null if none.
CREATE FUNCTION ratio_fixer_video_of(address text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(
        substring(address from '^\s*([A-Za-z0-9_-]{11})\s*$'),
        substring(address from '(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/|/v/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])'));

-- Which column of the table tells the video differs from dashboard to dashboard: the function that finds a campaign's
-- row is written for the columns that are there.
DO $migration$
DECLARE
    video_column text;
    insert_columns text;
    insert_values text;
BEGIN
    SELECT name INTO video_column
    FROM pg_attribute
    JOIN (VALUES (1, 'video_id'), (2, 'video_url'), (3, 'youtube_url'), (4, 'url')) AS known (rank, name)
        ON attname = name
    WHERE attrelid = 'youtube_campaigns'::regclass AND NOT attisdropped
      AND atttypid IN ('text'::regtype, 'varchar'::regtype)
    ORDER BY rank
    LIMIT 1;
    IF video_column IS NULL THEN
        RAISE EXCEPTION 'youtube_campaigns has none of the text columns video_id, video_url, youtube_url, url, so no row '
            'can be found by its video; add video_url, or give Ratio Fixer a schema of its own (search_path of its user)';
    END IF;

    EXECUTE format('CREATE INDEX youtube_campaigns_ratio_fixer_video_idx ON youtube_campaigns (ratio_fixer_video_of(%I))',
        video_column);

    SELECT string_agg(quote_ident(name), ', '), string_agg(value, ', ')
    INTO insert_columns, insert_values
    FROM pg_attribute
    JOIN (VALUES ('campaign_name', 'campaign_name'), ('video_id', 'video'), ('video_url', 'address'),
                 ('youtube_url', 'address'), ('url', 'address')) AS ours (name, value) ON attname = name
    WHERE attrelid = 'youtube_campaigns'::regclass AND NOT attisdropped
      AND atttypid IN ('text'::regtype, 'varchar'::regtype);

    -- Points a row at a campaign that starts: one of the video that never had a campaign, else one whose campaign of the
    -- same name has ended, else a new one, else (the dashboard demands columns that only it can fill) any one of the
    -- video whose campaign has ended. False: there is no row that could show the campaign.
    EXECUTE format($create$
        CREATE FUNCTION ratio_fixer_show_one(
                campaign text, campaign_name text, video text, address text, started timestamptz)
            RETURNS boolean LANGUAGE plpgsql AS $body$
        #variable_conflict use_variable
        DECLARE
            place tid;
            used boolean;
            same_name boolean;
        BEGIN
            SELECT y.ctid, y.ratio_fixer_campaign_id IS NOT NULL,
                   coalesce(to_jsonb(y) ->> 'campaign_name' = campaign_name, false)
            INTO place, used, same_name
            FROM youtube_campaigns y
            WHERE ratio_fixer_video_of(y.%1$I) = video
              AND NOT EXISTS (
                  SELECT FROM ratio_fixer_campaigns c
                  WHERE c.campaign_id = y.ratio_fixer_campaign_id AND c.status IN ('running', 'paused'))
            ORDER BY 2, 3 DESC, y.ratio_fixer_started_at DESC NULLS LAST
            LIMIT 1
            FOR UPDATE OF y;

            IF place IS NULL OR used AND NOT same_name THEN
                BEGIN
                    INSERT INTO youtube_campaigns (%2$s) VALUES (%3$s) RETURNING ctid INTO place;
                EXCEPTION WHEN not_null_violation OR check_violation OR foreign_key_violation THEN
                    IF place IS NULL THEN
                        RETURN false;
                    END IF;
                END;
            END IF;

            UPDATE youtube_campaigns
            SET ratio_fixer_campaign_id = campaign, ratio_fixer_status = 'running', ratio_fixer_started_at = started,
                ratio_fixer_stopped_at = NULL, desired_likes = NULL, desired_comments = NULL, ordered_likes = 0,
                ordered_comments = 0, ratio_fixer_last_check = NULL
            WHERE ctid = place;
            RETURN true;
        END $body$
        $create$, video_column, insert_columns, insert_values);

    -- The same for many at once. Campaigns of videos that have no row yet, the most, get theirs in one statement.
    EXECUTE format($create$
        CREATE FUNCTION ratio_fixer_show(
                campaigns text[], names text[], videos text[], addresses text[], starts timestamptz[])
            RETURNS TABLE (shown_campaign text, shown boolean) LANGUAGE plpgsql AS $body$
        BEGIN
            BEGIN
                INSERT INTO youtube_campaigns
                    (%2$s, ratio_fixer_campaign_id, ratio_fixer_status, ratio_fixer_started_at)
                SELECT %3$s, campaign, 'running', started
                FROM unnest(campaigns, names, videos, addresses, starts)
                    AS g (campaign, campaign_name, video, address, started)
                WHERE NOT EXISTS (SELECT FROM youtube_campaigns y WHERE ratio_fixer_video_of(y.%1$I) = g.video);
            EXCEPTION WHEN not_null_violation OR check_violation OR foreign_key_violation THEN
                -- One by one tells which.
                NULL;
            END;
            RETURN QUERY
                SELECT g.campaign, EXISTS (SELECT FROM youtube_campaigns y WHERE y.ratio_fixer_campaign_id = g.campaign)
                    OR ratio_fixer_show_one(g.campaign, g.campaign_name, g.video, g.address, g.started)
                FROM unnest(campaigns, names, videos, addresses, starts)
                    AS g (campaign, campaign_name, video, address, started);
        END $body$
        $create$, video_column, insert_columns, insert_values);
END $migration$;

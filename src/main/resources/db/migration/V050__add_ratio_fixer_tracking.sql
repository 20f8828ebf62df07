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
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'youtube_campaigns'::regclass AND NOT attisdropped
            AND attname = 'ratio_fixer_campaign_id' AND attgenerated <> '') THEN
        RAISE EXCEPTION 'youtube_campaigns.ratio_fixer_campaign_id is a generated column and must be one that can be '
            'written; drop or rename it, then migrate again';
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

-- A partitioned table can have no unique index without its partition key.
DO $$
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = 'youtube_campaigns'::regclass) = 'p' THEN
        CREATE INDEX IF NOT EXISTS youtube_campaigns_ratio_fixer_campaign_id_key
            ON youtube_campaigns (ratio_fixer_campaign_id);
    ELSE
        CREATE UNIQUE INDEX IF NOT EXISTS youtube_campaigns_ratio_fixer_campaign_id_key
            ON youtube_campaigns (ratio_fixer_campaign_id);
    END IF;
END $$;

-- The video that an address (or a bare id) names, null if none.
CREATE FUNCTION ratio_fixer_video_of(address text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(
        substring(address from '^\s*([A-Za-z0-9_-]{11})\s*$'),
        substring(address from '(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/|/v/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])'));

-- Which column of the table tells the video differs from dashboard to dashboard. A stored generated column finds a row
-- as well as any; a virtual one (the default kind of PostgreSQL 18) cannot have an index.
DO $migration$
DECLARE
    video_column text;
BEGIN
    SELECT name INTO video_column
    FROM pg_attribute
    JOIN (VALUES (1, 'video_id'), (2, 'video_url'), (3, 'youtube_url'), (4, 'url')) AS known (rank, name)
        ON attname = name
    WHERE attrelid = 'youtube_campaigns'::regclass AND NOT attisdropped
      AND atttypid IN ('text'::regtype, 'varchar'::regtype) AND attgenerated <> 'v'
    ORDER BY rank
    LIMIT 1;
    IF video_column IS NULL THEN
        RAISE EXCEPTION 'youtube_campaigns has none of the text columns video_id, video_url, youtube_url, url (virtual '
            'generated columns do not count), so no row can be found by its video; add video_url, or give Ratio Fixer a '
            'schema of its own (search_path of its user)';
    END IF;
    EXECUTE format('CREATE INDEX youtube_campaigns_ratio_fixer_video_idx ON youtube_campaigns (ratio_fixer_video_of(%I))',
        video_column);
END $migration$;

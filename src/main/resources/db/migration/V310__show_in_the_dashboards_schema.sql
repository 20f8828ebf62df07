-- With database.schema the engine's tables have a schema of their own, and V010 made a youtube_campaigns there. A
-- dashboard's own table of that name stays in public. Where this user may extend it, it is extended there as V050 extends
-- one beside the engine's tables, and the one made by V010, still empty, goes: at work the name is looked for in
-- the engine's schema first and in public then. Where it cannot be used, campaigns are shown in the engine's schema.
--
-- Migrations see the engine's schema alone: one that touches youtube_campaigns must look where it is.
DO $migration$
DECLARE
    own oid := to_regclass(quote_ident(current_schema()) || '.youtube_campaigns');
    theirs oid;
    own_used boolean;
    may boolean;
    unfit text;
    video_column text;
    uniqueness text;
BEGIN
    IF current_schema() = 'public' OR own IS NULL THEN
        RETURN;
    END IF;
    SELECT c.oid, pg_has_role(c.relowner, 'USAGE') INTO theirs, may
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname = 'youtube_campaigns' AND c.relkind IN ('r', 'p')
      AND has_schema_privilege(n.oid, 'USAGE');
    EXECUTE 'SELECT EXISTS (SELECT FROM youtube_campaigns)' INTO own_used;
    IF theirs IS NULL OR own_used THEN
        RETURN;
    END IF;
    SELECT attname INTO video_column
    FROM pg_attribute
    JOIN (VALUES (1, 'video_id'), (2, 'video_url'), (3, 'youtube_url'), (4, 'url')) AS known (rank, name) ON attname = name
    WHERE attrelid = theirs AND NOT attisdropped AND atttypid IN ('text'::regtype, 'varchar'::regtype) AND attgenerated <> 'v'
    ORDER BY rank
    LIMIT 1;
    -- The rules of V050.
    SELECT string_agg(format('%s is %s', attname, format_type(atttypid, atttypmod)), ', ') INTO unfit
    FROM pg_attribute
    JOIN (VALUES
        ('ratio_fixer_campaign_id', 'text'), ('ratio_fixer_status', 'text'),
        ('ratio_fixer_started_at', 'timestamptz'), ('ratio_fixer_stopped_at', 'timestamptz'),
        ('ratio_fixer_last_check', 'timestamptz'),
        ('desired_likes', 'bigint'), ('desired_comments', 'bigint'),
        ('ordered_likes', 'bigint'), ('ordered_comments', 'bigint')) AS ours (name, must) ON attname = name
    WHERE attrelid = theirs AND NOT attisdropped
      AND (NOT CASE must
          WHEN 'text' THEN atttypid = 'text'::regtype OR atttypid = 'varchar'::regtype AND atttypmod - 4 NOT BETWEEN 0 AND 35
              OR atttypid = 'varchar'::regtype AND name = 'ratio_fixer_status' AND atttypmod - 4 >= 9
          WHEN 'timestamptz' THEN atttypid = 'timestamptz'::regtype
          ELSE atttypid IN ('int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
          END
          OR name = 'ratio_fixer_campaign_id' AND attgenerated <> '');
    IF NOT may OR video_column IS NULL OR unfit IS NOT NULL THEN
        RAISE WARNING 'public.youtube_campaigns is left alone, campaigns are shown in %.youtube_campaigns: %',
            current_schema(),
            CASE
                WHEN NOT may THEN 'this user does not own it'
                WHEN video_column IS NULL THEN 'it has none of the text columns video_id, video_url, youtube_url, url'
                ELSE 'its columns cannot be used: ' || unfit
            END;
        RETURN;
    END IF;

    EXECUTE 'ALTER TABLE public.youtube_campaigns
        ADD COLUMN IF NOT EXISTS ratio_fixer_campaign_id text,
        ADD COLUMN IF NOT EXISTS ratio_fixer_status text NOT NULL DEFAULT ''idle'',
        ADD COLUMN IF NOT EXISTS ratio_fixer_started_at timestamptz,
        ADD COLUMN IF NOT EXISTS ratio_fixer_stopped_at timestamptz,
        ADD COLUMN IF NOT EXISTS desired_likes bigint,
        ADD COLUMN IF NOT EXISTS desired_comments bigint,
        ADD COLUMN IF NOT EXISTS ordered_likes bigint NOT NULL DEFAULT 0,
        ADD COLUMN IF NOT EXISTS ordered_comments bigint NOT NULL DEFAULT 0,
        ADD COLUMN IF NOT EXISTS ratio_fixer_last_check timestamptz';
    -- A partitioned table can have no unique index without its partition key.
    SELECT CASE relkind WHEN 'p' THEN '' ELSE 'UNIQUE' END INTO uniqueness FROM pg_class WHERE oid = theirs;
    EXECUTE format('CREATE %s INDEX IF NOT EXISTS youtube_campaigns_ratio_fixer_campaign_id_key
        ON public.youtube_campaigns (ratio_fixer_campaign_id)', uniqueness);
    EXECUTE format('CREATE INDEX IF NOT EXISTS youtube_campaigns_ratio_fixer_video_idx
        ON public.youtube_campaigns (ratio_fixer_video_of(%I))', video_column);
    EXECUTE format('DROP TABLE %I.youtube_campaigns', current_schema());
END $migration$;

-- Readings of the counters, with what the model expected then. A missing counter is null and never zero. Partitions are
-- days of UTC by the reading's own instant; retention drops them whole.
CREATE TABLE youtube_campaign_samples (
    campaign_id           text        NOT NULL,
    sampled_at            timestamptz NOT NULL,
    views                 bigint,
    likes                 bigint,
    comments              bigint,
    counting_regime       text        NOT NULL,
    corrected             boolean     NOT NULL,
    expected_likes_p10    real,
    expected_likes_p25    real,
    expected_likes_p50    real,
    expected_likes_p75    real,
    expected_likes_p90    real,
    expected_comments_p10 real,
    expected_comments_p25 real,
    expected_comments_p50 real,
    expected_comments_p75 real,
    expected_comments_p90 real,
    PRIMARY KEY (campaign_id, sampled_at)
) PARTITION BY RANGE (sampled_at);

CREATE FUNCTION ratio_fixer_make_sample_partition(day date) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    partition_name text := 'youtube_campaign_samples_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(partition_name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('youtube_campaign_samples'));
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF youtube_campaign_samples FOR VALUES FROM (%L) TO (%L)',
            partition_name, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
    END IF;
END $$;

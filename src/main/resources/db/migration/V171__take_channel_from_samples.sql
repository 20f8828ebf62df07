-- Live campaigns of before V170 know their channel by their newest sample: else the first start of this version would read
-- every channel at once, and order for nobody whose channel the day's quota does not reach. What a sample says of no uploads
-- is left out: it may mean that they had not been read.
UPDATE ratio_fixer_campaigns c
SET channel_knowledge = jsonb_build_object(
    'state', 'known',
    'read_at', to_char(s.sampled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'history', jsonb_build_object(
        'videos', s.channel_videos,
        'like_rate', s.channel_like_rate,
        'comment_rate', s.channel_comment_rate,
        'usual', CASE WHEN s.channel_usual_uploads IS NOT NULL THEN jsonb_build_object(
            'uploads', s.channel_usual_uploads,
            'views', s.channel_usual_views,
            'age_days', s.channel_usual_age_days,
            'duration_seconds', s.channel_usual_duration_s) END))
FROM ratio_fixer_campaigns live
CROSS JOIN LATERAL (
    SELECT * FROM youtube_campaign_samples
    WHERE campaign_id = live.campaign_id AND channel_videos > 0
    ORDER BY sampled_at DESC
    LIMIT 1) AS s
WHERE c.campaign_id = live.campaign_id AND live.status IN ('running', 'paused') AND live.channel_knowledge IS NULL;

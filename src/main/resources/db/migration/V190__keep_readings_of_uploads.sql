-- Readings of channels' uploads, one row a channel: what likes come with new views tells how the channel is counted.
CREATE TABLE ratio_fixer_upload_readings (
    channel_id text PRIMARY KEY,
    -- By video id, oldest first: [at, views, likes, comments].
    readings   jsonb       NOT NULL,
    -- The oldest of them: no row is kept beyond the retention.
    oldest_at  timestamptz NOT NULL
);
CREATE INDEX ON ratio_fixer_upload_readings (oldest_at);

-- What was known of the video's channel when a sample was read: without it nothing can be learned from the sample.
-- Samples of before keep null.
ALTER TABLE youtube_campaign_samples
    ADD COLUMN channel_videos       integer,
    ADD COLUMN channel_like_rate    real,
    ADD COLUMN channel_comment_rate real;

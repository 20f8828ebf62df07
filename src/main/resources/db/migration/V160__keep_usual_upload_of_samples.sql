-- What the channel's earlier uploads usually were when a sample was read. Samples of before keep null: not known.
ALTER TABLE youtube_campaign_samples
    ADD COLUMN channel_usual_uploads    integer,
    ADD COLUMN channel_usual_views      real,
    ADD COLUMN channel_usual_age_days   real,
    ADD COLUMN channel_usual_duration_s real;

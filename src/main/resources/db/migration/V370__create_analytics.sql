-- What the channels' owners' own analytics say (YouTube Analytics API), as the engine last read it. A row that YouTube
-- does not give is not here, a cell that it does not give is null, and a count may be negative. All of it belongs to an
-- owner's consent: it is deleted when that ends, and kept no longer than compliance.retention.
CREATE TABLE ratio_fixer_analytics_days (
    video_id                text             NOT NULL,
    -- Of Pacific time: 23 or 25 hours when the clocks change.
    day                     date             NOT NULL,
    channel_id              text             NOT NULL,
    engaged_views           bigint,
    views                   bigint,
    likes                   bigint,
    dislikes                bigint,
    comments                bigint,
    shares                  bigint,
    subscribers_gained      bigint,
    average_view_percentage double precision,
    PRIMARY KEY (video_id, day)
);
CREATE INDEX ratio_fixer_analytics_days_channel ON ratio_fixer_analytics_days (channel_id);
CREATE INDEX ratio_fixer_analytics_days_day ON ratio_fixer_analytics_days (day);

CREATE TABLE ratio_fixer_analytics_sources (
    video_id      text   NOT NULL,
    day           date   NOT NULL,
    -- YouTube's word for where views came from; ADVERTISING are those of ads.
    source        text   NOT NULL,
    channel_id    text   NOT NULL,
    engaged_views bigint,
    views         bigint,
    PRIMARY KEY (video_id, day, source)
);
CREATE INDEX ratio_fixer_analytics_sources_channel ON ratio_fixer_analytics_sources (channel_id);
CREATE INDEX ratio_fixer_analytics_sources_day ON ratio_fixer_analytics_sources (day);

-- A video that was asked for.
CREATE TABLE ratio_fixer_analytics_videos (
    channel_id text NOT NULL,
    video_id   text NOT NULL,
    -- The Pacific day on which both reports were last read; null: never.
    fetched_on date,
    -- Since when YouTube refuses every query that names it; null: it does not.
    bad_since  timestamptz,
    PRIMARY KEY (channel_id, video_id)
);
CREATE INDEX ratio_fixer_analytics_videos_video ON ratio_fixer_analytics_videos (video_id);

-- A channel, shared by all nodes: one of them asks at a time, and all together ask no more than a day allows.
CREATE TABLE ratio_fixer_analytics_channels (
    channel_id    text PRIMARY KEY,
    claimed_until timestamptz,
    next_at       timestamptz,
    -- The Pacific day of the two counts.
    counted_on    date,
    requests      integer NOT NULL DEFAULT 0,
    searches      integer NOT NULL DEFAULT 0,
    good_at       timestamptz,
    -- The newest day of which YouTube had a row.
    ready_through date,
    trouble       text
);

-- Every campaign ever started, and what it is now. Instants are the engine's clock, which a demo runs faster than real
-- time; lease_* and *_row_at are the database's own clock and business.
CREATE TABLE ratio_fixer_campaigns (
    campaign_id        text PRIMARY KEY,
    campaign_name      text        NOT NULL,
    idempotency_key    text UNIQUE,
    mode               text        NOT NULL CHECK (mode IN ('observe', 'propose', 'auto')),
    terms              jsonb       NOT NULL,

    video_id           text        NOT NULL,
    video_title        text        NOT NULL,
    video_form         text        NOT NULL CHECK (video_form IN ('video', 'short')),
    video_category     text        NOT NULL,
    video_published_at timestamptz NOT NULL,
    video_millis       bigint      NOT NULL,
    channel_id         text        NOT NULL,

    status             text        NOT NULL
        CHECK (status IN ('idle', 'running', 'paused', 'stopped', 'completed', 'failed')),
    started_at         timestamptz NOT NULL,
    stopped_at         timestamptz,
    last_check         timestamptz,
    next_check         timestamptz,

    sampled_at         timestamptz,
    views              bigint,
    likes              bigint,
    comments           bigint,
    counting_regime    text,
    corrected          boolean,

    expectation        jsonb,
    desired_likes      bigint,
    desired_comments   bigint,
    shortfall_likes    bigint      NOT NULL DEFAULT 0,
    shortfall_comments bigint      NOT NULL DEFAULT 0,
    ordered_likes      bigint      NOT NULL DEFAULT 0,
    ordered_comments   bigint      NOT NULL DEFAULT 0,
    pending_likes      bigint      NOT NULL DEFAULT 0,
    pending_comments   bigint      NOT NULL DEFAULT 0,

    -- Micros of the currency.
    spend_reserved     bigint,
    spend_spent        bigint,
    spend_max          bigint,
    spend_currency     text,
    problems           jsonb       NOT NULL DEFAULT '[]',

    -- Which node, in which of its lives, runs it ('' for none), and the fence: a write under another epoch is refused, and within an epoch one
    -- of an earlier revision changes nothing. A claim raises the epoch and begins the revisions anew.
    lease_node         text        NOT NULL DEFAULT '',
    lease_life         bigint      NOT NULL DEFAULT 0,
    lease_epoch        bigint      NOT NULL DEFAULT 1,
    revision           bigint      NOT NULL DEFAULT 0,

    created_row_at     timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
-- fillfactor: a tick rewrites the row; with room on its page no index has to be touched.

CREATE UNIQUE INDEX ratio_fixer_campaigns_one_live_a_video
    ON ratio_fixer_campaigns (video_id) WHERE status IN ('running', 'paused');
CREATE INDEX ratio_fixer_campaigns_newest ON ratio_fixer_campaigns (started_at DESC, campaign_id);
CREATE INDEX ratio_fixer_campaigns_live_by_node
    ON ratio_fixer_campaigns (lease_node, lease_life) WHERE status IN ('running', 'paused');

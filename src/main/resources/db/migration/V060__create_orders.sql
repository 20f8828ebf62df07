-- Promotion orders. The columns are what dashboards and limits ask for; "state" is the whole order, from which it is read.
-- Instants are the engine's clock; driver_until is the database's own. Orders are evidence and no foreign key ties them to
-- their campaign, which is checked under a lock when one is written.
CREATE TABLE youtube_ratio_fixer_orders (
    order_id          text PRIMARY KEY,
    campaign_id       text        NOT NULL,
    video_id          text        NOT NULL,
    order_type        text        NOT NULL CHECK (order_type IN ('ad_budget', 'owner_comment', 'team_task')),
    service_id        text        NOT NULL,
    quantity          bigint      NOT NULL,
    -- What it was written for; a completed order's is what it spent.
    cost              numeric(20, 6) NOT NULL CHECK (cost >= 0),
    currency          text        NOT NULL,
    status            text        NOT NULL
        CHECK (status IN ('proposed', 'approved', 'placing', 'pending', 'completed', 'rejected', 'failed', 'cancelled',
                          'expired')),
    ordered_at        timestamptz NOT NULL,
    completed_at      timestamptz,

    -- Names the decision: two nodes that decide the same thing write it once.
    idempotency_key   text        NOT NULL UNIQUE,
    lease_epoch       bigint      NOT NULL,
    summary           text        NOT NULL,
    approved_by       text,
    problem           text,
    comment_text      text,
    forecast_likes    bigint      NOT NULL,
    forecast_comments bigint      NOT NULL,
    placed_at         timestamptz,
    effect_until      timestamptz,

    -- What it holds of the limits now, in micros, and the UTC day whose limits it counts for.
    held_micros       bigint      NOT NULL CHECK (held_micros >= 0),
    spent_micros      bigint      NOT NULL DEFAULT 0 CHECK (spent_micros >= 0 AND spent_micros <= held_micros),
    spend_day         date        NOT NULL,

    -- When somebody has to take it on, and who is at it.
    due_at            timestamptz,
    driver            text,
    driver_until      timestamptz,

    state             jsonb       NOT NULL
);

CREATE INDEX youtube_ratio_fixer_orders_newest ON youtube_ratio_fixer_orders (campaign_id, ordered_at DESC, order_id DESC);
CREATE INDEX youtube_ratio_fixer_orders_due ON youtube_ratio_fixer_orders (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX youtube_ratio_fixer_orders_comments ON youtube_ratio_fixer_orders (video_id)
    WHERE order_type = 'owner_comment';
CREATE INDEX youtube_ratio_fixer_orders_open_budgets ON youtube_ratio_fixer_orders (service_id)
    WHERE order_type = 'ad_budget' AND status IN ('proposed', 'approved', 'placing', 'pending');

-- What all orders of a UTC day hold: of one service, and (service_id '') of all. A row is locked by who reserves.
CREATE TABLE ratio_fixer_spend_days (
    day         date   NOT NULL,
    service_id  text   NOT NULL,
    currency    text   NOT NULL,
    held_micros bigint NOT NULL CHECK (held_micros >= 0),
    PRIMARY KEY (day, service_id, currency)
);

-- Every change of every order, for good.
CREATE TABLE ratio_fixer_order_events (
    event_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   text        NOT NULL REFERENCES youtube_ratio_fixer_orders,
    at         timestamptz NOT NULL,
    status     text        NOT NULL,
    actor      text        NOT NULL,
    detail     text        NOT NULL,
    request_id text
);
CREATE INDEX ratio_fixer_order_events_of_order ON ratio_fixer_order_events (order_id, event_id);

CREATE FUNCTION ratio_fixer_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: its rows are evidence', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ratio_fixer_order_events_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ratio_fixer_order_events
    FOR EACH STATEMENT EXECUTE FUNCTION ratio_fixer_append_only();

-- Where a campaign stood each time it asked: its increments, from which the levers' effects are learnt.
CREATE TABLE ratio_fixer_readings (
    campaign_id     text        NOT NULL,
    at              timestamptz NOT NULL,
    views           bigint      NOT NULL,
    likes           bigint,
    comments        bigint,
    target_likes    double precision,
    target_comments double precision,
    counting_regime text        NOT NULL,
    PRIMARY KEY (campaign_id, at)
);

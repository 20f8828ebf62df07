-- What people are to hear of. A notice is written in the transaction of what it is about, so that none is lost; each sink
-- that wants it gets a delivery. created_at, *_until, next_at and sent_at are the database's own clock; "at" is the engine's.
CREATE TABLE ratio_fixer_notices (
    notice_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    event       text        NOT NULL,
    -- What it is about: an order, a campaign, a part of the engine.
    subject     text        NOT NULL,
    campaign_id text,
    order_id    text,
    detail      text        NOT NULL,
    resolved    boolean     NOT NULL DEFAULT false,
    -- Names what may be told once only.
    once        text UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    distributed boolean     NOT NULL DEFAULT false
);
CREATE INDEX ratio_fixer_notices_new ON ratio_fixer_notices (notice_id) WHERE NOT distributed;

CREATE TABLE ratio_fixer_notice_deliveries (
    notice_id bigint NOT NULL REFERENCES ratio_fixer_notices ON DELETE CASCADE,
    sink      text   NOT NULL,
    status    text   NOT NULL CHECK (status IN ('waiting', 'sent', 'failed', 'dropped')),
    attempts  integer NOT NULL DEFAULT 0,
    answer    text,
    sent_at   timestamptz,
    queued_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (notice_id, sink)
);
CREATE INDEX ratio_fixer_notice_deliveries_waiting ON ratio_fixer_notice_deliveries (sink, notice_id)
    WHERE status = 'waiting';

-- Who sends to a sink now, and when the next message may leave.
CREATE TABLE ratio_fixer_notice_sinks (
    sink       text PRIMARY KEY,
    holder     text        NOT NULL DEFAULT '',
    held_until timestamptz NOT NULL DEFAULT '-infinity',
    next_at    timestamptz NOT NULL DEFAULT '-infinity',
    problem    text
);

-- What is not as it should be now, as long as some node says so.
CREATE TABLE ratio_fixer_conditions (
    event     text        NOT NULL,
    subject   text        NOT NULL,
    detail    text        NOT NULL,
    since     timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now(),
    told      boolean     NOT NULL DEFAULT false,
    ended_at  timestamptz,
    PRIMARY KEY (event, subject)
);

CREATE FUNCTION ratio_fixer_notice_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, order_id, detail)
    SELECT NEW.at, CASE NEW.status WHEN 'proposed' THEN 'order_waits' ELSE 'order_failed' END, NEW.order_id,
           o.campaign_id, NEW.order_id, NEW.detail
    FROM youtube_ratio_fixer_orders o WHERE o.order_id = NEW.order_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ratio_fixer_order_events_are_told
    AFTER INSERT ON ratio_fixer_order_events
    FOR EACH ROW WHEN (NEW.status IN ('proposed', 'failed', 'expired'))
    EXECUTE FUNCTION ratio_fixer_notice_of_order();

CREATE FUNCTION ratio_fixer_notice_of_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, detail)
    VALUES (coalesce(NEW.stopped_at, NEW.last_check, now()), 'campaign_' || NEW.status, NEW.campaign_id, NEW.campaign_id,
            coalesce(NEW.problems -> 0 ->> 'detail', ''));
    RETURN NULL;
END $$;
CREATE TRIGGER ratio_fixer_campaigns_are_told
    AFTER UPDATE OF status ON ratio_fixer_campaigns
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.status IN ('paused', 'completed', 'failed'))
    EXECUTE FUNCTION ratio_fixer_notice_of_campaign();

-- For the looks at what is nearly used up or near its end, which come often.
CREATE INDEX ratio_fixer_campaigns_at_their_limit ON ratio_fixer_campaigns (campaign_id)
    WHERE status IN ('running', 'paused') AND spend_max > 0 AND spend_reserved * 20 >= spend_max * 19;
CREATE INDEX ratio_fixer_campaigns_consent_ends ON ratio_fixer_campaigns ((terms -> 'consent' ->> 'expires_at'))
    WHERE mode = 'auto' AND status IN ('running', 'paused');

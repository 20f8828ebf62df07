-- Randomised trials of a budget are orders whose action is "run_trial". What the coin showed for each block is written in
-- the transaction of the order, so before the first block, and is never changed: the order's terms have it, and these rows.
CREATE TABLE ratio_fixer_trial_blocks (
    order_id text    NOT NULL REFERENCES youtube_ratio_fixer_orders,
    block    integer NOT NULL CHECK (block > 0),
    raised   boolean NOT NULL,
    PRIMARY KEY (order_id, block)
);

-- What a trial told after so many blocks: intervals that hold the truth in nine cases of ten; a bound that is null is open.
CREATE TABLE ratio_fixer_trial_looks (
    order_id      text             NOT NULL REFERENCES youtube_ratio_fixer_orders,
    blocks        integer          NOT NULL CHECK (blocks >= 0),
    at            timestamptz      NOT NULL,
    raised_blocks integer          NOT NULL,
    multiple_low  double precision,
    multiple_high double precision,
    gain_low      double precision,
    gain_high     double precision,
    PRIMARY KEY (order_id, blocks)
);

CREATE INDEX youtube_ratio_fixer_orders_trials ON youtube_ratio_fixer_orders (campaign_id)
    WHERE state -> 'terms' -> 'action' ->> 'kind' = 'run_trial';

CREATE FUNCTION ratio_fixer_blocks_of_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ratio_fixer_trial_blocks (order_id, block, raised)
    SELECT NEW.order_id, draw.block, draw.raised::boolean
    FROM jsonb_array_elements_text(NEW.state -> 'terms' -> 'action' -> 'draws') WITH ORDINALITY AS draw (raised, block);
    RETURN NULL;
END $$;
CREATE TRIGGER ratio_fixer_trials_are_drawn
    AFTER INSERT ON youtube_ratio_fixer_orders
    FOR EACH ROW WHEN (NEW.state -> 'terms' -> 'action' ->> 'kind' = 'run_trial')
    EXECUTE FUNCTION ratio_fixer_blocks_of_trial();

CREATE FUNCTION ratio_fixer_coins_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a trial''s coin showed is never changed';
END $$;
CREATE TRIGGER ratio_fixer_trial_blocks_are_kept
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ratio_fixer_trial_blocks
    FOR EACH STATEMENT EXECUTE FUNCTION ratio_fixer_coins_stay();

-- A trial's end is told once, with its last two lines: why it had to end, and what became of the budget.
CREATE FUNCTION ratio_fixer_notice_of_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, order_id, detail, once)
    SELECT NEW.at, 'trial_ended', NEW.order_id, o.campaign_id, NEW.order_id,
           (SELECT string_agg(last.detail, '; ' ORDER BY last.event_id)
            FROM (SELECT e.event_id, e.detail FROM ratio_fixer_order_events e WHERE e.order_id = NEW.order_id
                  ORDER BY e.event_id DESC LIMIT 2) last),
           'trial/' || NEW.order_id
    FROM youtube_ratio_fixer_orders o
    WHERE o.order_id = NEW.order_id AND o.state -> 'terms' -> 'action' ->> 'kind' = 'run_trial'
      AND o.state ->> 'ended_at' IS NOT NULL
    ON CONFLICT (once) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER ratio_fixer_trials_are_told
    AFTER INSERT ON ratio_fixer_order_events
    FOR EACH ROW WHEN (NEW.status = 'pending')
    EXECUTE FUNCTION ratio_fixer_notice_of_trial();

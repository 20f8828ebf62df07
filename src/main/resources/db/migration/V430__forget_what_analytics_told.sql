-- When an owner's consent ends, what was derived from its analytics goes too. Since when that may be anything, and when the
-- consent ended: nodes may derive something for minutes more, so it is looked for again for a day.
ALTER TABLE ratio_fixer_analytics_channels
    ADD COLUMN first_claimed_at timestamptz, -- null in rows of before: not known
    ADD COLUMN forgotten_at     timestamptz; -- null: the consent has not ended

-- Of an order's history only the policy's reason may ever be taken back, and only by who says what for.
CREATE OR REPLACE FUNCTION ratio_fixer_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ratio_fixer_order_events'
       AND current_setting('ratio_fixer.consent_ended', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: its rows are evidence', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ratio_fixer_only_the_reason_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.actor <> 'policy' OR (to_jsonb(OLD) - 'detail') <> (to_jsonb(NEW) - 'detail') THEN
        RAISE EXCEPTION 'only the reason of a policy''s event may be taken back'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ratio_fixer_order_events_keep_the_rest
    BEFORE UPDATE ON ratio_fixer_order_events
    FOR EACH ROW EXECUTE FUNCTION ratio_fixer_only_the_reason_goes();

-- Likewise of an order's terms: what it did, for how much and by whose leave is kept; why, and what was hoped for, may go.
CREATE FUNCTION ratio_fixer_kept_terms(state jsonb) RETURNS jsonb LANGUAGE sql STABLE RETURN
    CASE WHEN current_setting('ratio_fixer.consent_ended', true) = 'yes'
         THEN (state -> 'terms') - 'summary' - 'forecast' - 'evidence'
              #- '{action,ask}' #- '{action,missing_likes}' #- '{action,missing_comments}'
         ELSE state -> 'terms' END;

CREATE OR REPLACE FUNCTION ratio_fixer_order_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.order_id, OLD.campaign_id, OLD.video_id, OLD.order_type, OLD.service_id, OLD.quantity,
            OLD.currency, OLD.ordered_at, OLD.idempotency_key, OLD.comment_text, ratio_fixer_kept_terms(OLD.state))
            IS DISTINCT FROM (NEW.order_id, NEW.campaign_id, NEW.video_id, NEW.order_type, NEW.service_id, NEW.quantity,
            NEW.currency, NEW.ordered_at, NEW.idempotency_key, NEW.comment_text, ratio_fixer_kept_terms(NEW.state)) THEN
        RAISE EXCEPTION 'the terms of order % do not change', OLD.order_id USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> NEW.status AND NOT (OLD.status || '>' || NEW.status) = ANY (ARRAY[
            'proposed>approved', 'proposed>rejected', 'proposed>cancelled', 'proposed>expired',
            'approved>placing', 'approved>cancelled', 'approved>expired',
            'placing>pending', 'placing>failed',
            'pending>completed', 'pending>expired']) THEN
        RAISE EXCEPTION 'order % cannot go from % to %', OLD.order_id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.status NOT IN ('proposed', 'approved') THEN
        RAISE EXCEPTION 'order % cannot begin as %', NEW.order_id, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- What the engine's types promise of orders, held by the database too, whoever writes.

-- When a request that may change something at the provider last left for it, by the database's own clock.
ALTER TABLE youtube_ratio_fixer_orders ADD COLUMN sent_at timestamptz;

-- Nothing is placed that nobody allowed, and what has ended holds no money.
ALTER TABLE youtube_ratio_fixer_orders
    ADD CONSTRAINT youtube_ratio_fixer_orders_are_allowed
        CHECK (status NOT IN ('approved', 'placing', 'pending', 'completed')
               OR (approved_by IS NOT NULL AND approved_by <> '')),
    ADD CONSTRAINT youtube_ratio_fixer_orders_free_what_ended
        CHECK (status NOT IN ('rejected', 'failed', 'cancelled', 'expired') OR held_micros = 0);

-- An order's life has no short cuts, its terms never change, and it stays when it is over.
CREATE FUNCTION ratio_fixer_order_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.order_id, OLD.campaign_id, OLD.video_id, OLD.order_type, OLD.service_id, OLD.quantity,
            OLD.currency, OLD.ordered_at, OLD.idempotency_key, OLD.comment_text, OLD.state -> 'terms')
            IS DISTINCT FROM (NEW.order_id, NEW.campaign_id, NEW.video_id, NEW.order_type, NEW.service_id, NEW.quantity,
            NEW.currency, NEW.ordered_at, NEW.idempotency_key, NEW.comment_text, NEW.state -> 'terms') THEN
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
CREATE TRIGGER ratio_fixer_order_moves BEFORE INSERT OR UPDATE ON youtube_ratio_fixer_orders
    FOR EACH ROW EXECUTE FUNCTION ratio_fixer_order_moves();
CREATE TRIGGER ratio_fixer_orders_are_kept BEFORE DELETE OR TRUNCATE ON youtube_ratio_fixer_orders
    FOR EACH STATEMENT EXECUTE FUNCTION ratio_fixer_append_only();

-- Each row of the history names a request, and a change of state that is not in the history is no change.
ALTER TABLE ratio_fixer_order_events ALTER COLUMN request_id SET NOT NULL;
CREATE FUNCTION ratio_fixer_order_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text;
BEGIN
    SELECT status INTO told FROM ratio_fixer_order_events WHERE order_id = NEW.order_id ORDER BY event_id DESC LIMIT 1;
    IF told IS DISTINCT FROM (SELECT status FROM youtube_ratio_fixer_orders WHERE order_id = NEW.order_id) THEN
        RAISE EXCEPTION 'the history of order % does not tell that it is %', NEW.order_id, NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ratio_fixer_order_is_told AFTER INSERT OR UPDATE OF status ON youtube_ratio_fixer_orders
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ratio_fixer_order_is_told();

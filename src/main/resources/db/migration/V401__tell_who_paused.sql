-- Whom a person's pause is by, and why: it ends only by a person, so that whoever hears of it knows whom to ask.
CREATE OR REPLACE FUNCTION ratio_fixer_notice_of_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, detail)
    VALUES (coalesce(NEW.stopped_at, NEW.last_check, now()), 'campaign_' || NEW.status, NEW.campaign_id, NEW.campaign_id,
            CASE WHEN NEW.status = 'paused' AND NEW.paused_by IS NOT NULL
                 THEN 'by ' || NEW.paused_by || coalesce(', ' || nullif(NEW.pause_reason, ''), '')
                     || '; nothing is ordered until a person resumes it'
                 ELSE coalesce(NEW.problems -> 0 ->> 'detail', '') END);
    RETURN NULL;
END $$;

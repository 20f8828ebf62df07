-- Whom campaigns are for. A client's limits hold over all of its campaigns together, and beside theirs.
CREATE TABLE ratio_fixer_clients (
    client_id    text PRIMARY KEY CHECK (client_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name         text        NOT NULL,
    max_micros   bigint,
    daily_micros bigint,
    currency     text,
    changed_at   timestamptz NOT NULL,
    changed_by   text        NOT NULL,
    CHECK ((max_micros IS NULL) = (currency IS NULL) AND (daily_micros IS NULL) = (currency IS NULL))
);

-- What lists and limits go by; the terms are where it is written.
ALTER TABLE ratio_fixer_campaigns
    ADD COLUMN client text GENERATED ALWAYS AS (terms -> 'labels' ->> 'client') STORED,
    ADD COLUMN artist text GENERATED ALWAYS AS (terms -> 'labels' ->> 'artist') STORED;
CREATE INDEX ratio_fixer_campaigns_of_client
    ON ratio_fixer_campaigns (client, started_at DESC, campaign_id) WHERE client IS NOT NULL;
CREATE INDEX ratio_fixer_campaigns_tagged ON ratio_fixer_campaigns USING gin ((terms -> 'labels' -> 'tags'));

-- The one client to which whoever shows the key, or has the session, is held; null: to none.
ALTER TABLE ratio_fixer_api_keys ADD COLUMN client text;
ALTER TABLE ratio_fixer_sessions ADD COLUMN client text;


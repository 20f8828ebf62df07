-- What the policy knew each time it was asked: a backtest runs on it. Retention drops it with the samples of its time.
CREATE TABLE ratio_fixer_policy_inputs (
    campaign_id text        NOT NULL,
    at          timestamptz NOT NULL,
    evidence    jsonb       NOT NULL,
    terms       text        NOT NULL, -- digest of a fact: mode, limits, consent, settings and services
    ads         jsonb,                -- what Google Ads said, without the hours; null where it was not asked
    prompts     text,                 -- digest of a fact: what the owner's sheet said; null where it was not read
    held        text,                 -- why a person had to look first
    PRIMARY KEY (campaign_id, at)
);
CREATE INDEX ratio_fixer_policy_inputs_age ON ratio_fixer_policy_inputs (at);

-- What many looks share, once.
CREATE TABLE ratio_fixer_policy_facts (
    digest    text PRIMARY KEY,
    fact      jsonb NOT NULL,
    last_used date  NOT NULL
);

-- Hours of the ads report as they were seen: a report grows for hours, and each change is a row.
CREATE TABLE ratio_fixer_ads_hours (
    campaign_id text        NOT NULL,
    hour        timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    cost_micros bigint      NOT NULL,
    views       bigint      NOT NULL,
    PRIMARY KEY (campaign_id, hour, seen_at)
);
CREATE INDEX ratio_fixer_ads_hours_age ON ratio_fixer_ads_hours (hour);

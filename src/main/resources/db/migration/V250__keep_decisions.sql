-- What the policy answered a campaign, for each counter. A repeat of the last answer extends its row: "last_at" and "times" grow.
CREATE TABLE ratio_fixer_decisions (
    decision_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id  text        NOT NULL,
    counter      text        NOT NULL CHECK (counter IN ('likes', 'comments', 'all')),
    standing     text,
    outcome      text        NOT NULL CHECK (outcome IN ('ordered', 'held', 'asked_people')),
    reason_code  text        NOT NULL,
    detail       text        NOT NULL,
    at           timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    times        integer     NOT NULL DEFAULT 1,
    next_look_at timestamptz NOT NULL
);

CREATE INDEX ratio_fixer_decisions_of_campaign ON ratio_fixer_decisions (campaign_id, decision_id DESC);
-- Retention drops what is too old.
CREATE INDEX ratio_fixer_decisions_age ON ratio_fixer_decisions (last_at);

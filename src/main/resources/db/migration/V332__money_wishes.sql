-- What each campaign last wanted to spend, and how many extra likes it promised for it: when limits.per_day is short, the
-- money is kept for those that promise the most. One row a campaign.
CREATE TABLE ratio_fixer_money_wishes (
    campaign_id   text PRIMARY KEY,
    currency      text             NOT NULL,
    cost_micros   bigint           NOT NULL CHECK (cost_micros > 0),
    likes_low     double precision NOT NULL, -- the lower end of its forecast
    at            timestamptz      NOT NULL,
    refused_since timestamptz,               -- since when it goes short; null once it got what it wanted
    granted_on    date                       -- the UTC day whose limit last paid for it
);

-- Where a campaign's ads were shown, as the ads report said when it was last read. Four rows a campaign at most, for as long as the
-- campaign's own row.
CREATE TABLE ratio_fixer_ad_networks (
    campaign_id text NOT NULL,
    network     text NOT NULL CHECK (network IN ('in_stream', 'in_feed', 'shorts', 'other')),
    cost_micros bigint NOT NULL CHECK (cost_micros >= 0),
    impressions bigint NOT NULL CHECK (impressions >= 0),
    views       bigint NOT NULL CHECK (views >= 0),
    currency    text NOT NULL,
    read_from   timestamptz NOT NULL,
    read_at     timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, network)
);

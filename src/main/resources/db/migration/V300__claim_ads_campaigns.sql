-- Which campaign an ads campaign serves: its key is what makes the second of two simultaneous starts fail. A claim of a
-- campaign that has ended, or was never stored, is anybody's; a row stays for each ads campaign that was ever used.
CREATE TABLE ratio_fixer_ads_campaign_claims (
    ads_campaign text PRIMARY KEY,
    campaign_id  text NOT NULL,
    video_id     text NOT NULL,
    claimed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ratio_fixer_ads_campaign_claims_by_campaign ON ratio_fixer_ads_campaign_claims (campaign_id);

-- Links by which somebody without a key reads one campaign's report until they end. The link itself is nowhere: it follows
-- from the id, the end and the signing key.
CREATE TABLE ratio_fixer_report_links (
    link_id     text PRIMARY KEY,
    campaign_id text        NOT NULL,
    from_at     timestamptz,
    to_at       timestamptz,
    made_by     text        NOT NULL,
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    revoked_by  text
);
CREATE INDEX ratio_fixer_report_links_campaign_idx ON ratio_fixer_report_links (campaign_id, made_at DESC);

-- Keys that this installation signs with, made when first needed. Deleting one ends all that it signed, at the next start.
CREATE TABLE ratio_fixer_signing_keys (
    purpose text PRIMARY KEY,
    secret  text        NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

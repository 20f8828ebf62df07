-- When each channel's owner was last seen to authorize this client (the engine's clock). Under
-- compliance.derived_metrics "owner_authorized" an authorization that was not seen for 30 days counts as gone.
CREATE TABLE ratio_fixer_authorizations (
    channel_id text PRIMARY KEY,
    checked_at timestamptz NOT NULL
);

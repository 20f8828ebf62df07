-- A person's pause, which only a person ends; null where a pause is the engine's own.
ALTER TABLE ratio_fixer_campaigns
    ADD COLUMN paused_by text,
    ADD COLUMN paused_at timestamptz,
    ADD COLUMN pause_reason text;

-- A campaign that starts at a time to come is leased like one that runs, and its video can have no other.
ALTER TABLE ratio_fixer_campaigns DROP CONSTRAINT ratio_fixer_campaigns_status_check;
ALTER TABLE ratio_fixer_campaigns ADD CONSTRAINT ratio_fixer_campaigns_status_check
    CHECK (status IN ('idle', 'scheduled', 'running', 'paused', 'stopped', 'completed', 'failed'));

DROP INDEX ratio_fixer_campaigns_one_live_a_video;
CREATE UNIQUE INDEX ratio_fixer_campaigns_one_live_a_video
    ON ratio_fixer_campaigns (video_id) WHERE status IN ('running', 'paused', 'scheduled');
DROP INDEX ratio_fixer_campaigns_live_by_node;
CREATE INDEX ratio_fixer_campaigns_live_by_node
    ON ratio_fixer_campaigns (lease_node, lease_life) WHERE status IN ('running', 'paused', 'scheduled');

CREATE OR REPLACE VIEW ratio_fixer_leases AS
SELECT c.campaign_id, c.lease_node AS node, c.lease_life AS life, c.lease_epoch AS epoch, n.expires_at
FROM ratio_fixer_campaigns c
LEFT JOIN ratio_fixer_nodes n ON n.node = c.lease_node
WHERE c.status IN ('running', 'paused', 'scheduled');

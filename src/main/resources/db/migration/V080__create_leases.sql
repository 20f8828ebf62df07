-- A node holds the campaigns that name it and its present life for as long as its heartbeat here has not expired. A life
-- begins when a node starts, and when it lost its lease and takes a new one. Times are the database's own clock: nodes'
-- clocks may differ, and a demo's runs faster.
CREATE TABLE ratio_fixer_nodes (
    node          text PRIMARY KEY,
    life          bigint      NOT NULL DEFAULT 1,
    registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at    timestamptz NOT NULL
);

CREATE VIEW ratio_fixer_leases AS
SELECT c.campaign_id, c.lease_node AS node, c.lease_life AS life, c.lease_epoch AS epoch, n.expires_at
FROM ratio_fixer_campaigns c
LEFT JOIN ratio_fixer_nodes n ON n.node = c.lease_node
WHERE c.status IN ('running', 'paused');

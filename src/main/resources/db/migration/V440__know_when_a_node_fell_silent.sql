-- What others need to know of a node that left the cluster: under which id it was a member, when it renewed its lease
-- last, and how often it does. A node of an earlier release leaves them null, and its lease runs out as before.
ALTER TABLE ratio_fixer_nodes
    ADD COLUMN member     text,
    ADD COLUMN renewed_at timestamptz,
    ADD COLUMN heartbeat  interval;

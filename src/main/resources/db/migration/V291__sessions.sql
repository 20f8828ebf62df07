-- Sessions of the dashboard, shared by all nodes. The cookie itself is nowhere: only its hash.
CREATE TABLE ratio_fixer_sessions (
    hash text PRIMARY KEY,
    key_id text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    expires_at timestamptz NOT NULL
);

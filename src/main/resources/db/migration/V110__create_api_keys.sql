-- API keys of the HTTP room. The key itself is nowhere, only its SHA-256.
CREATE TABLE ratio_fixer_api_keys (
    key_id     text PRIMARY KEY,
    name       text        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('viewer', 'operator', 'approver', 'admin')),
    hash       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

CREATE UNIQUE INDEX ratio_fixer_api_keys_one_a_name ON ratio_fixer_api_keys (name) WHERE revoked_at IS NULL;
